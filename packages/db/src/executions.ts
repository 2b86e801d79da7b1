import type pg from 'pg';
import type { AttemptSnapshot } from './snapshot';

/** What expressions can see of an execution itself; null = there is none. */
export async function loadExecutionFacts(
  pool: pg.Pool,
  executionId: string,
): Promise<Omit<AttemptSnapshot['execution'], 'state' | 'version'> | null> {
  const { rows } = await pool.query<Omit<AttemptSnapshot['execution'], 'state' | 'version'>>(
    `SELECT id, namespace, flow_id AS "flowId", flow_revision AS "flowRevision", inputs, labels, trigger,
      original_id AS "originalId", created_at AS "createdAt" FROM executions WHERE id = $1`,
    [executionId],
  );
  return rows[0] ?? null;
}

/** Removes an ended execution with everything it left. False = there is none, or it has not ended. */
export async function deleteExecution(pool: pg.Pool, executionId: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `WITH gone AS (DELETE FROM executions WHERE id = $1 AND ended_at IS NOT NULL RETURNING id),
      heads AS (DELETE FROM log_heads WHERE execution_id IN (SELECT id FROM gone)),
      lines AS (DELETE FROM log_lines WHERE execution_id IN (SELECT id FROM gone))
      SELECT id FROM gone`,
    [executionId],
  );
  return rowCount === 1;
}
