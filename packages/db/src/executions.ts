import type pg from 'pg';

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
