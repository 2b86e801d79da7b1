import type { JsonValue, Label } from '@headrace/flow';
import type { AttemptResult, AttemptState } from './attempt';
import type { EngineEvent } from './event';
import type { Scope } from './scope';
import type { State, StateChange } from './state';

/** What started an execution, other than a person or a script. */
export interface TriggerInfo {
  readonly id: string;
  readonly type: string;
  readonly variables: Readonly<Record<string, JsonValue>>;
}

/** One thing that reached the engine. */
export type EngineInput =
  | {
      readonly kind: 'executionRequested';
      readonly executionId: string;
      readonly flowRevision: number;
      readonly inputs: Readonly<Record<string, JsonValue>> | null;
      readonly labels: readonly Label[];
      readonly trigger: TriggerInfo | null;
    }
  | { readonly kind: 'attemptSettled'; readonly result: AttemptResult }
  | { readonly kind: 'retryDue' };

/** The rows around one attempt, as they were stored at `version`. */
export interface Snapshot {
  readonly execution: {
    readonly id: string;
    readonly namespace: string;
    readonly flowId: string;
    readonly flowRevision: number;
    readonly state: State;
    readonly version: number;
  };
  /** From the scope of the task run up to the root. */
  readonly scopes: readonly Scope[];
  readonly taskRun: {
    readonly id: string;
    readonly taskId: string;
    readonly scopeId: string;
    readonly state: State;
    /** Start of its first attempt; null before. */
    readonly startedAt: Date | null;
    readonly lostAttempts: number;
  };
  readonly attempt: {
    readonly id: string;
    readonly number: number;
    readonly state: AttemptState;
    readonly dueAt: Date;
  };
}

/** Time and identity are arguments: the same inputs give the same answer. */
export interface Given {
  readonly now: Date;
  readonly newId: () => string;
  /** The flow's outputs, once a decision has said that it wants them. */
  readonly flowOutputs?: RenderedOutputs;
}

/** What became of the flow's outputs when they were rendered. */
export type RenderedOutputs =
  | { readonly kind: 'rendered'; readonly values: Readonly<Record<string, JsonValue>> }
  /** In one sentence. */
  | { readonly kind: 'failed'; readonly message: string };

export interface NewExecution {
  readonly namespace: string;
  readonly flowId: string;
  readonly flowRevision: number;
  readonly inputs: Readonly<Record<string, JsonValue>> | null;
  readonly labels: readonly Label[];
  readonly trigger: TriggerInfo | null;
  readonly originalId: string;
  readonly createdAt: string;
}

/** Changed fields of the execution row; an absent field stays as it is. Instants are ISO text. */
export interface ExecutionChange {
  readonly state: State;
  readonly history: readonly StateChange[];
  readonly startedAt?: string;
  readonly endedAt?: string;
  readonly outputs?: Readonly<Record<string, JsonValue>>;
  /** Why it failed, when no task run says it. */
  readonly error?: string;
}

/** A line in the log of the execution that belongs to none of its attempts. */
export interface ExecutionLine {
  readonly level: 'ERROR';
  readonly message: string;
}

export interface NewTaskRun {
  readonly id: string;
  readonly scopeId: string;
  readonly parentTaskRunId: string | null;
  readonly taskId: string;
  readonly value: string | null;
  readonly createdAt: string;
}

export interface TaskRunChange {
  readonly id: string;
  readonly state: State;
  readonly history: readonly StateChange[];
  readonly outputs?: Readonly<Record<string, JsonValue>>;
  readonly lostAttempts?: number;
  readonly endedAt?: string;
}

export interface NewAttempt {
  readonly id: string;
  readonly taskRunId: string;
  readonly number: number;
  readonly state: 'WAITING' | 'READY';
  readonly dueAt: string;
}

/** What becomes of the attempt that the input was about. */
export type AttemptChange =
  | {
      readonly id: string;
      readonly state: AttemptState;
      readonly error: string | null;
      readonly endedAt: string;
    }
  | { readonly id: string; readonly state: 'READY' };

/** Row changes of one decision: one commit. */
export interface Changes {
  readonly newExecution?: NewExecution;
  readonly execution?: ExecutionChange;
  readonly scopes: readonly Scope[];
  readonly newTaskRuns: readonly NewTaskRun[];
  readonly taskRuns: readonly TaskRunChange[];
  readonly newAttempts: readonly NewAttempt[];
  readonly attempt?: AttemptChange;
  readonly executionLines: readonly ExecutionLine[];
}

/** Something to do after the commit, in the imperative. */
export type Command = {
  readonly kind: 'runAttempt';
  readonly attemptId: string;
  /** ISO instant before which it must not start; null = at once. */
  readonly notBefore: string | null;
};

/**
 * The answer of the engine. `ignored` says that the input does not fit the state: a normal answer to a late or repeated message.
 * `outputsWanted` says that the execution ends and its outputs have to be rendered: render them, with these task runs as they
 * will be, and ask again.
 */
export type Decision =
  | {
      readonly kind: 'decided';
      readonly executionId: string;
      readonly events: readonly EngineEvent[];
      readonly changes: Changes;
      readonly commands: readonly Command[];
    }
  | { readonly kind: 'outputsWanted'; readonly taskRuns: readonly TaskRunChange[] }
  | { readonly kind: 'ignored'; readonly reason: string };
