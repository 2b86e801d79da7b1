import type { JsonValue, Label } from '@headrace/flow';
import type { AttemptState } from './attempt';
import type { Scope } from './scope';
import type { State, StateChange } from './state';

// All instants are ISO text, so that rows are plain JSON on every way.

/** What started an execution, other than a person or a script. */
export interface TriggerInfo {
  readonly id: string;
  readonly type: string;
  readonly variables: Readonly<Record<string, JsonValue>>;
}

/** An execution as far as deciding needs it. What it was started with is not: it never changes, and can be large. */
export interface ExecutionRow {
  readonly id: string;
  readonly namespace: string;
  readonly flowId: string;
  readonly flowRevision: number;
  readonly originalId: string;
  readonly createdAt: string;
  readonly state: State;
  /** Raised by every decision. */
  readonly version: number;
  /** Its root scope. */
  readonly scope: Scope;
  /** Task runs, at any depth, that wait for a retry. */
  readonly retrying: number;
}

/** One task in an execution: its unique address is (scope, task, ordinal). */
export interface TaskRunRow {
  readonly id: string;
  readonly taskId: string;
  /** The execution's id at the root, else the id of the flowable task run around it. */
  readonly scopeId: string;
  /** Ids of the flowable task runs around it, outermost first; the last one is its parent. */
  readonly path: readonly string[];
  /** Which run of this task in its scope, from 0. */
  readonly ordinal: number;
  /** Its value in a loop. */
  readonly value: string | null;
  /** Values of the loops around it, outermost first, its own last: how its outputs are found. */
  readonly values: readonly string[];
  readonly state: State;
  readonly startedAt: string | null;
  /** Attempts that ended because their worker died; they do not count as tries. */
  readonly lostAttempts: number;
  /** Of a flowable task: its children. */
  readonly scope: Scope | null;
}

/** One try of a worker at a task run. */
export interface AttemptRow {
  readonly id: string;
  readonly taskRunId: string;
  /** From 1. */
  readonly number: number;
  readonly state: AttemptState;
  readonly workerId: string | null;
  readonly startedAt: string | null;
  /** Not run before. */
  readonly dueAt: string;
  /** How often a worker gave it back because it could not run it. */
  readonly refusals: number;
}

/**
 * Rows of one execution as they were stored at its `version`: the attempts that the inputs are about, their task runs, and the
 * task runs around those. Nothing else is needed, however large the execution is.
 */
export interface Snapshot {
  readonly execution: ExecutionRow;
  readonly taskRuns: readonly TaskRunRow[];
  readonly attempts: readonly AttemptRow[];
  /** Ids of the signals that the inputs are about and that nobody has heard yet; absent = none. */
  readonly signals?: readonly string[];
}

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

/** Changed fields of the execution; an absent field stays as it is, null clears it. `history` is appended. */
export interface ExecutionChange {
  readonly state?: State;
  readonly history: readonly StateChange[];
  readonly scope?: Scope;
  readonly retrying?: number;
  readonly startedAt?: string | null;
  readonly endedAt?: string | null;
  readonly outputs?: Readonly<Record<string, JsonValue>> | null;
  /** Why it failed, when no task run says it. */
  readonly error?: string | null;
}

export interface NewTaskRun extends TaskRunRow {
  readonly history: readonly StateChange[];
  readonly createdAt: string;
  readonly endedAt: string | null;
}

/** As `ExecutionChange`. */
export interface TaskRunChange {
  readonly id: string;
  readonly state?: State;
  readonly history: readonly StateChange[];
  readonly scope?: Scope;
  readonly startedAt?: string;
  readonly endedAt?: string | null;
  readonly lostAttempts?: number;
}

export interface NewAttempt extends AttemptRow {
  readonly createdAt: string;
  readonly endedAt: string | null;
  readonly error: string | null;
}

/** As `ExecutionChange`. */
export interface AttemptChange {
  readonly id: string;
  readonly state?: AttemptState;
  readonly workerId?: string | null;
  readonly startedAt?: string | null;
  readonly dueAt?: string;
  readonly refusals?: number;
  readonly error?: string | null;
  readonly endedAt?: string;
}

/** What a task run left for expressions. Only ever inserted; of several for one task run the newest counts. */
export interface NewOutputs {
  readonly taskRunId: string;
  readonly taskId: string;
  readonly values: readonly string[];
  readonly attempt: number;
  readonly outputs: Readonly<Record<string, JsonValue>>;
}

/** What reaches an execution from elsewhere or later. */
export type SignalBody = {
  /** The time of a retry has come. */
  readonly kind: 'retryDue';
  readonly taskRunId: string;
  /** Number of the attempt to come. */
  readonly attempt: number;
};

export type Signal = SignalBody & {
  readonly id: string;
  readonly dueAt: string;
};

/** A line in the log of the execution that belongs to none of its attempts. */
export interface ExecutionLine {
  readonly at: string;
  readonly level: 'WARN' | 'ERROR';
  readonly message: string;
}

/** Row changes of one commit. */
export interface Changes {
  readonly newExecution: NewExecution | null;
  readonly execution: ExecutionChange | null;
  readonly newTaskRuns: readonly NewTaskRun[];
  readonly taskRuns: readonly TaskRunChange[];
  readonly newAttempts: readonly NewAttempt[];
  readonly attempts: readonly AttemptChange[];
  readonly outputs: readonly NewOutputs[];
  readonly newSignals: readonly Signal[];
  /** Ids of signals that have been heard. */
  readonly takenSignals: readonly string[];
  readonly executionLines: readonly ExecutionLine[];
}
