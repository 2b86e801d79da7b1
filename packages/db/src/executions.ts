import type { State } from '@headrace/engine';
import type pg from 'pg';
import { type ExecutionFacts, IDEMPOTENCY_DAYS, type IdempotencyKey } from './journal/journal';

/** What expressions can see of an execution itself; null = there is none. */
export async function loadExecutionIdentity(
  pool: pg.Pool,
  executionId: string,
): Promise<
  | (ExecutionFacts & {
      readonly id: string;
      readonly namespace: string;
      readonly flowId: string;
      readonly flowRevision: number;
      readonly originalId: string;
      readonly state: State;
      /** ISO instant. */
      readonly createdAt: string;
    })
  | null
> {
  const { rows } = await pool.query<
    ExecutionFacts & {
      id: string;
      namespace: string;
      flowId: string;
      flowRevision: number;
      originalId: string;
      state: State;
      createdAt: Date;
    }
  >(
    `SELECT id, namespace, flow_id AS "flowId", flow_revision AS "flowRevision", inputs, labels, trigger,
      original_id AS "originalId", state, created_at AS "createdAt" FROM executions WHERE id = $1`,
    [executionId],
  );
  const row = rows[0];
  return row ? { ...row, createdAt: row.createdAt.toISOString() } : null;
}

/** A task run as an expression beside it sees it; null = there is none in that execution. */
export async function loadTaskRunPlace(
  pool: pg.Pool,
  executionId: string,
  taskRunId: string,
): Promise<{
  readonly id: string;
  readonly taskId: string;
  readonly path: readonly string[];
  readonly value: string | null;
  readonly values: readonly string[];
  readonly startedAt: string | null;
  /** Attempts that have been made. */
  readonly attempts: number;
} | null> {
  const { rows } = await pool.query<{
    id: string;
    taskId: string;
    path: string[];
    value: string | null;
    values: string[];
    startedAt: Date | null;
    attempts: number;
  }>(
    `SELECT t.id, t.task_id AS "taskId", t.path, t.value, t.loop_values AS "values", t.started_at AS "startedAt",
      (SELECT count(*)::int FROM attempts a WHERE a.execution_id = t.execution_id AND a.task_run_id = t.id) AS attempts
      FROM task_runs t WHERE t.execution_id = $1 AND t.id = $2`,
    [executionId, taskRunId],
  );
  const row = rows[0];
  return row ? { ...row, startedAt: row.startedAt?.toISOString() ?? null } : null;
}

/** What the first request with a key has started; null = there was none, or it is forgotten. */
export async function findIdempotencyKey(
  pool: pg.Pool,
  { namespace, flowId, key }: Omit<IdempotencyKey, 'digest'>,
  now: Date,
): Promise<{ readonly executionId: string; readonly digest: string } | null> {
  const { rows } = await pool.query<{ executionId: string; digest: string }>({
    name: 'headrace_find_idempotency_key',
    text: `SELECT execution_id AS "executionId", digest FROM idempotency_keys
      WHERE namespace = $1 AND flow_id = $2 AND key = $3 AND created_at >= $4::timestamptz - interval '${IDEMPOTENCY_DAYS} days'`,
    values: [namespace, flowId, key, now],
  });
  return rows[0] ?? null;
}

/** Whose files an execution's are, and whether it has ended. */
export interface ExecutionOwner {
  readonly executionId: string;
  readonly namespace: string;
  readonly flowId: string;
  readonly ended: boolean;
}

/** These executions; those that there are not are left out. One round trip. */
export async function executionOwners(
  pool: pg.Pool,
  executionIds: readonly string[],
): Promise<ExecutionOwner[]> {
  const { rows } = await pool.query<ExecutionOwner>(
    `SELECT id AS "executionId", namespace, flow_id AS "flowId", ended_at IS NOT NULL AS ended FROM executions
      WHERE id = ANY($1::text[])`,
    [executionIds],
  );
  return rows;
}

/** Rows that one statement removes at most: a large execution must not hold back everybody's cursors for seconds. */
const CHUNK_ROWS = 5_000;

const CHILD_TABLES = [
  'idempotency_keys',
  'log_lines',
  'events',
  'outputs',
  'attempts',
  'task_runs',
  'signals',
  'log_heads',
] as const;

/**
 * Removes an ended execution with everything it left, itself last: after a crash in the middle the call can be repeated.
 * False = there is none, or it has not ended.
 */
export async function deleteExecution(pool: pg.Pool, executionId: string): Promise<boolean> {
  const { rowCount } = await pool.query('SELECT 1 FROM executions WHERE id = $1 AND ended_at IS NOT NULL', [
    executionId,
  ]);
  if (rowCount !== 1) return false;
  for (const table of CHILD_TABLES) await deleteInChunks(pool, table, executionId);
  const deleted = await pool.query('DELETE FROM executions WHERE id = $1', [executionId]);
  return deleted.rowCount === 1;
}

async function deleteInChunks(
  pool: pg.Pool,
  table: (typeof CHILD_TABLES)[number],
  executionId: string,
): Promise<void> {
  for (let deleted = CHUNK_ROWS; deleted === CHUNK_ROWS; ) {
    const { rowCount } = await pool.query(
      `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${table} WHERE execution_id = $1 LIMIT ${CHUNK_ROWS}))`,
      [executionId],
    );
    deleted = rowCount ?? 0;
  }
}
