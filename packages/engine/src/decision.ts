import type { JsonValue, Label } from '@headrace/flow';
import type { AttemptResult } from './attempt';
import type { EngineEvent } from './event';
import type { Changes, Signal, Snapshot, TriggerInfo } from './rows';

/** A new execution is asked for. */
export interface StartRequest {
  readonly executionId: string;
  readonly flowRevision: number;
  readonly inputs: Readonly<Record<string, JsonValue>> | null;
  readonly labels: readonly Label[];
  readonly trigger: TriggerInfo | null;
}

/** One thing that reached an execution. `at` is the ISO instant at which it happened; without it, it happened now. */
export type EngineInput =
  /** A worker begins a READY attempt that it was given together with another decision. */
  | {
      readonly kind: 'attemptClaimed';
      readonly attemptId: string;
      readonly workerId: string;
      readonly at?: string;
    }
  | {
      readonly kind: 'attemptSettled';
      readonly attemptId: string;
      readonly workerId: string;
      readonly result: AttemptResult;
      readonly at?: string;
    }
  /** The lease of its worker ran out. */
  | { readonly kind: 'attemptLost'; readonly attemptId: string; readonly workerId: string }
  /** Its worker does not run it, and hands it back. */
  | { readonly kind: 'attemptHandedBack'; readonly attemptId: string; readonly workerId: string }
  /** Its worker cannot run it: another one may be newer. */
  | {
      readonly kind: 'attemptRefused';
      readonly attemptId: string;
      readonly workerId: string;
      readonly message: string;
    }
  | { readonly kind: 'signal'; readonly signal: Signal };

/** An expression whose value decides what happens. The runtime renders it and asks again. */
export type Want = { readonly kind: 'flowOutputs' };

/** What became of what was wanted. */
export type Answer =
  | {
      readonly kind: 'rendered';
      readonly values: Readonly<Record<string, JsonValue>>;
      /** One sentence for each value that is not needed and could not be rendered. */
      readonly warnings?: readonly string[];
    }
  /** In one sentence. */
  | { readonly kind: 'failed'; readonly message: string };

/** Time and identity are arguments: the same inputs give the same answer. */
export interface Given {
  readonly now: Date;
  readonly newId: () => string;
  /** By kind of want: what an earlier answer to the same question wanted. */
  readonly answers?: ReadonlyMap<Want['kind'], Answer>;
}

/** `ignored` says that the input does not fit the state: a normal answer to a late or repeated message. */
export type InputOutcome =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'ignored'; readonly reason: string };

export interface Decided {
  readonly kind: 'decided';
  readonly executionId: string;
  /** In the order of the inputs. */
  readonly outcomes: readonly InputOutcome[];
  readonly events: readonly EngineEvent[];
  readonly changes: Changes;
  /** Ids of the attempts that became READY and still are: to be told to workers after the commit. */
  readonly ready: readonly string[];
  /** The rows after this decision, for the next one. */
  readonly after: Snapshot;
}

/** Nothing can be decided before this is known. `draft` is what would be stored beside it, for expressions that read it. */
export interface Wanted {
  readonly kind: 'wanted';
  readonly wants: readonly Want[];
  readonly draft: Changes;
}

export type Decision = Decided | Wanted;

/** Whether a decision changes nothing, so that there is nothing to store. */
export function isEmpty({ changes, events }: Pick<Decided, 'changes' | 'events'>): boolean {
  return (
    events.length === 0 &&
    changes.execution === null &&
    changes.takenSignals.length === 0 &&
    changes.attempts.length === 0
  );
}
