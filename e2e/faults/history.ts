import type { FaultWorld } from './world';

export interface StoredExecution {
  readonly id: string;
  readonly state: string;
  /** States it had, in order. */
  readonly states: readonly string[];
  readonly seq: number;
  readonly hasEnded: boolean;
  readonly outputs: unknown;
}

export interface StoredTaskRun {
  readonly id: string;
  readonly executionId: string;
  readonly taskId: string;
  /** Ids of the flowable task runs around it, outermost first. */
  readonly path: readonly string[];
  readonly state: string;
  readonly states: readonly string[];
  readonly hasEnded: boolean;
  readonly lostAttempts: number;
}

export interface StoredAttempt {
  readonly id: string;
  readonly executionId: string;
  readonly taskRunId: string;
  readonly number: number;
  readonly state: string;
  readonly workerId: string | null;
  readonly logLines: number;
}

export interface StoredEvent {
  readonly executionId: string;
  readonly seq: number;
  readonly kind: string;
  readonly executionState: string | null;
  readonly taskRunId: string | null;
  readonly taskRunState: string | null;
  readonly attempt: number | null;
  readonly workerId: string | null;
}

export interface StoredLine {
  readonly executionId: string;
  readonly position: number;
  readonly taskRunId: string | null;
  readonly attempt: number | null;
  readonly line: number | null;
}

export interface StoredOutputs {
  readonly executionId: string;
  readonly taskRunId: string;
  readonly attempt: number;
}

export interface StoredWorker {
  readonly id: string;
  readonly isLost: boolean;
  /** Since its lease ran out, or since it was given up; negative = its lease has still so long. */
  readonly sinceMs: number;
  /** Since it was started. */
  readonly ageMs: number;
}

/** All that is stored, as of one moment, in the order of time where there is one. */
export interface History {
  readonly executions: readonly StoredExecution[];
  readonly taskRuns: readonly StoredTaskRun[];
  readonly attempts: readonly StoredAttempt[];
  readonly events: readonly StoredEvent[];
  readonly lines: readonly StoredLine[];
  /** Last position of the log of each execution that has one. */
  readonly logHeads: readonly { readonly executionId: string; readonly position: number }[];
  readonly outputs: readonly StoredOutputs[];
  readonly signals: readonly { readonly executionId: string }[];
  readonly workers: readonly StoredWorker[];
}

const STATES = `ARRAY(SELECT h->>'state' FROM jsonb_array_elements(history) WITH ORDINALITY AS x(h, n) ORDER BY n)`;

const PARTS: Readonly<Record<keyof History, string>> = {
  executions: `SELECT id, state, ${STATES} AS states, seq, ended_at IS NOT NULL AS "hasEnded", outputs FROM executions ORDER BY id`,
  taskRuns: `SELECT id, execution_id AS "executionId", task_id AS "taskId", path, state, ${STATES} AS states,
    ended_at IS NOT NULL AS "hasEnded", lost_attempts AS "lostAttempts" FROM task_runs ORDER BY id`,
  attempts: `SELECT id, execution_id AS "executionId", task_run_id AS "taskRunId", number, state, worker_id AS "workerId",
    log_lines AS "logLines" FROM attempts ORDER BY execution_id, task_run_id, number`,
  events: `SELECT execution_id AS "executionId", seq, kind, execution_state AS "executionState", task_run_id AS "taskRunId",
    task_run_state AS "taskRunState", attempt, detail->>'workerId' AS "workerId" FROM events ORDER BY execution_id, seq`,
  lines: `SELECT execution_id AS "executionId", position, task_run_id AS "taskRunId", attempt, line
    FROM log_lines ORDER BY execution_id, position`,
  logHeads: `SELECT execution_id AS "executionId", position FROM log_heads`,
  outputs: `SELECT execution_id AS "executionId", task_run_id AS "taskRunId", attempt FROM outputs`,
  signals: `SELECT execution_id AS "executionId" FROM signals`,
  workers: `SELECT id, lost_at IS NOT NULL AS "isLost",
    extract(epoch FROM clock_timestamp() - coalesce(lost_at, lease_until))::float8 * 1000 AS "sinceMs",
    extract(epoch FROM clock_timestamp() - started_at)::float8 * 1000 AS "ageMs" FROM workers ORDER BY id`,
};

/** Reads everything in one statement, so that the parts fit together also while work goes on. */
export async function readHistory(world: FaultWorld): Promise<History> {
  const parts = Object.entries(PARTS).map(
    ([name, select]) => `(SELECT coalesce(json_agg(x), '[]') FROM (${select}) x) AS "${name}"`,
  );
  const [history] = await world.query<{ [Part in keyof History]: History[Part] }>(
    `SELECT ${parts.join(', ')}`,
  );
  if (!history) throw new Error('no history');
  return history;
}
