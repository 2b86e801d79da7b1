import type { State } from '@headrace/engine';
import type { JsonValue } from '@headrace/flow';
import type pg from 'pg';

/** What an earlier task run left behind for expressions. */
export interface TaskRunResult {
  readonly id: string;
  readonly taskId: string;
  readonly value: string | null;
  readonly state: State;
  readonly outputs: Readonly<Record<string, JsonValue>> | null;
}

/** Results of the task runs of the named tasks (of all, where none is named), in the order of their creation. */
export async function loadResults(
  pool: pg.Pool,
  executionId: string,
  taskIds: readonly string[] | 'all',
): Promise<TaskRunResult[]> {
  const { rows } = await pool.query<TaskRunResult>({
    name: 'headrace_results',
    text: `SELECT id, task_id AS "taskId", value, state, outputs FROM task_runs
      WHERE execution_id = $1 AND ($2::text[] IS NULL OR task_id = ANY($2)) ORDER BY id`,
    values: [executionId, taskIds === 'all' ? null : taskIds],
  });
  return rows;
}
