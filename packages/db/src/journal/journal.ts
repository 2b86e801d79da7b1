import type { Changes, EngineEvent, Signal, Snapshot, TriggerInfo } from '@headrace/engine';
import type { JsonValue, Label } from '@headrace/flow';
import type { LogLine } from '../log';

/** Lines of one attempt, the first of which has the number `firstLine` in it; there may be none. */
export interface AttemptLines {
  readonly attemptId: string;
  readonly taskRunId: string;
  readonly taskId: string;
  /** Number of the attempt. */
  readonly attempt: number;
  readonly firstLine: number;
  readonly lines: readonly LogLine[];
}

/** The revision that a flow's name meant when it was asked for. */
export interface FlowPointer {
  readonly namespace: string;
  readonly flowId: string;
  readonly revision: number;
}

/** How a caller names its request, so that it may be sent again. */
export interface IdempotencyKey {
  readonly namespace: string;
  readonly flowId: string;
  /** As the caller gave it. */
  readonly key: string;
  /** Of all that was asked for. */
  readonly digest: string;
}

/** How long a key is known. */
export const IDEMPOTENCY_DAYS = 7;

/** One decision to be stored. */
export interface Commit {
  /** New and unique: a repeat after a lost answer is known by it. */
  readonly id: string;
  readonly executionId: string;
  /** The version that was decided upon; 0 for a new execution. */
  readonly version: number;
  readonly events: readonly EngineEvent[];
  readonly changes: Changes;
  readonly lines: readonly AttemptLines[];
  /** Of a new execution: stored only if this still is the newest revision of a flow that may run. */
  readonly newestRevision?: FlowPointer;
  /** Of a new execution: stored only if no other request with this key has started one. */
  readonly idempotency?: IdempotencyKey;
}

export type CommitOutcome =
  /** `seq` of the last event, `position` of the last log line (null: none was stored by this commit). */
  | { readonly kind: 'committed'; readonly seq: number; readonly position: number | null }
  /** The execution was decided upon in the meantime, or is gone: load it again and decide again. */
  | { readonly kind: 'stale' }
  /** The flow was saved, disabled or deleted in the meantime. Nothing was written. */
  | { readonly kind: 'flowChanged' }
  /** Another request with the same key has started this execution; `digest` is of that request. Nothing was written. */
  | { readonly kind: 'repeated'; readonly executionId: string; readonly digest: string };

/** What an execution was started with. It never changes. */
export interface ExecutionFacts {
  readonly inputs: Readonly<Record<string, JsonValue>> | null;
  readonly labels: readonly Label[];
  readonly trigger: TriggerInfo | null;
}

/** An attempt that a worker holds now, with the rows around it. */
export interface Claimed {
  readonly attemptId: string;
  readonly snapshot: Snapshot;
  /** Only where they are small: large ones are asked for when something reads them. */
  readonly facts: ExecutionFacts | null;
  /** Number of the last event of the execution: that of `attemptStarted`, or behind it. */
  readonly seq: number;
}

export interface ClaimRequest {
  readonly workerId: string;
  /** New and unique; the same again after a lost answer gives the same attempts. */
  readonly claimId: string;
  /** These attempts, or any, oldest first. */
  readonly attemptIds: readonly string[] | 'any';
  readonly limit: number;
  /** Recorded as the start. */
  readonly at: Date;
  /** When it was asked for, by the clock of the store, which may refuse one that comes seconds later; absent = it comes when it comes. */
  readonly askedAt?: Date;
  readonly isRepeated: boolean;
}

export interface ClaimAnswer {
  readonly claimed: readonly Claimed[];
  /** Attempts that are held now and whose rows cannot be read. */
  readonly unreadable: readonly { readonly attemptId: string; readonly executionId: string }[];
}

export interface LoadRequest {
  readonly executionId: string;
  readonly attemptIds: readonly string[];
  /** Besides those of the attempts. */
  readonly taskRunIds: readonly string[];
  /** Of these signals the answer names those that are still there. */
  readonly signalIds?: readonly string[];
}

export interface LogAppend {
  readonly executionId: string;
  readonly workerId: string;
  readonly lines: AttemptLines;
}

/** One signal of one execution. */
export interface DueSignal {
  readonly executionId: string;
  readonly signal: Signal;
}

export interface DueSignals {
  /** Oldest first. */
  readonly due: readonly DueSignal[];
  /** Until the next one becomes due; null = there is none. */
  readonly nextInMs: number | null;
}

/** An attempt in the hands of a worker. */
export interface HeldAttempt {
  readonly executionId: string;
  readonly attemptId: string;
}

/**
 * Everything that is written about executions while they run: named verbs, each with its guard and one round trip. The version is the
 * only fence: every change of an attempt that is held raises it, so a decision that is not stale was made upon what is stored.
 */
export interface Journal {
  /** Writes decisions, each whole or not at all, all in one transaction. The answers are in the order of the commits. */
  commit(commits: readonly Commit[]): Promise<readonly CommitOutcome[]>;
  /**
   * Gives READY attempts that are due to a worker: RUNNING, and the event attemptStarted. Those not to be had are left out. A worker
   * that is not registered, or was given up, gets nothing.
   */
  claim(request: ClaimRequest): Promise<ClaimAnswer>;
  /** The rows around some attempts and task runs; null = there is no such execution. */
  load(request: LoadRequest): Promise<Snapshot | null>;
  /** null = there is no such execution. */
  facts(executionId: string): Promise<ExecutionFacts | null>;
  /**
   * Appends lines of an attempt. Repeating a call stores nothing twice. Answers the position of the last line in the execution's log,
   * or null when the worker does not hold the attempt any more.
   */
  appendLines(append: LogAppend): Promise<number | null>;
  /**
   * The last resort, where no decision can be made: ends an execution FAILED, with the reason, and closes all that is open. Needs no
   * row to be readable. False = it has ended already.
   */
  fail(executionId: string, failure: { readonly message: string; readonly at: Date }): Promise<boolean>;
  /** Signals whose time has come, by the clock of the store. One that cannot be read is put off by a minute: others go first. */
  dueSignals(limit: number): Promise<DueSignals>;
  registerWorker(worker: { readonly workerId: string; readonly leaseMs: number }): Promise<void>;
  /** False = it was given up. Called by the keeper of the lease. */
  renewWorker(worker: { readonly workerId: string; readonly leaseMs: number }): Promise<boolean>;
  /**
   * A worker has stopped. It counts as given up from now on, and is forgotten like one: what it still holds without knowing (a claim
   * whose answer it never heard) is found by the rescue.
   */
  retireWorker(workerId: string): Promise<void>;
  /** Removes a worker that was marked a minute ago or longer: longer than any statement of its own can still be under way. */
  forgetLostWorker(workerId: string): Promise<void>;
  /**
   * Marks the workers whose lease has run out, and answers all that are marked. A marked one cannot renew any more. Nobody is marked
   * before the store itself has been up for `leaseMs`: while it was down nobody could renew.
   */
  lostWorkers(leaseMs: number): Promise<readonly string[]>;
  /** What a worker holds, oldest first. */
  heldBy(workerId: string, limit: number): Promise<readonly HeldAttempt[]>;
}
