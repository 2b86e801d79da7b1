import type { ExecutionRow, NewAttempt, NewOutputs, NewTaskRun, StateChange } from '@headrace/engine';
import type { JsonValue } from '@headrace/flow';
import type { LogLevel } from '../log';
import type { DueSignal, ExecutionFacts } from './journal';

// The tables as checkers see them, whatever the driver.

export interface StoredExecution extends ExecutionRow, ExecutionFacts {
  readonly history: readonly StateChange[];
  /** Number of its last event. */
  readonly seq: number;
  readonly lastCommit: string | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly outputs: Readonly<Record<string, JsonValue>> | null;
  readonly error: string | null;
}

export interface StoredTaskRun extends NewTaskRun {
  readonly executionId: string;
}

export interface StoredAttempt extends NewAttempt {
  readonly executionId: string;
  readonly claimId: string | null;
  /** Lines that are stored of it. */
  readonly logLines: number;
}

export interface StoredOutputs extends NewOutputs {
  readonly executionId: string;
}

/** An event as the table keeps it: what is searched beside what is only shown. */
export interface StoredEvent {
  readonly executionId: string;
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly executionState: string | null;
  readonly taskRunId: string | null;
  readonly taskId: string | null;
  readonly taskRunState: string | null;
  readonly attempt: number | null;
  readonly detail: Readonly<Record<string, JsonValue>> | null;
}

export interface StoredLine {
  readonly executionId: string;
  readonly position: number;
  /** null, as the three after it, in a line of the execution itself. */
  readonly taskRunId: string | null;
  readonly taskId: string | null;
  readonly attempt: number | null;
  readonly line: number | null;
  readonly at: string;
  readonly level: LogLevel;
  readonly message: string;
}

export interface StoredWorker {
  readonly id: string;
  readonly startedAt: string;
  readonly leaseUntil: string;
  readonly lostAt: string | null;
}

/** All that a store holds, each table in the order of its key. */
export interface StoredRows {
  readonly executions: readonly StoredExecution[];
  readonly taskRuns: readonly StoredTaskRun[];
  readonly attempts: readonly StoredAttempt[];
  readonly outputs: readonly StoredOutputs[];
  readonly signals: readonly DueSignal[];
  readonly events: readonly StoredEvent[];
  readonly lines: readonly StoredLine[];
  readonly workers: readonly StoredWorker[];
}
