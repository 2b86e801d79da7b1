import type { State } from '@headrace/engine';
import type { JsonValue } from '@headrace/flow';
import type pg from 'pg';

/** What an earlier task run left behind for expressions. */
export interface TaskRunResult {
  readonly taskRunId: string;
  readonly taskId: string;
  /** Values of the loops around it, outermost first. */
  readonly values: readonly string[];
  readonly state: State;
  /** null: it left none. */
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
    text: `SELECT t.id AS "taskRunId", t.task_id AS "taskId", t.loop_values AS values, t.state, o.outputs FROM task_runs t
      LEFT JOIN LATERAL (SELECT o.outputs FROM outputs o WHERE o.execution_id = t.execution_id AND o.task_id = t.task_id
        AND o.task_run_id = t.id ORDER BY o.attempt DESC LIMIT 1) o ON true
      WHERE t.execution_id = $1 AND ($2::text[] IS NULL OR t.task_id = ANY($2)) ORDER BY t.id`,
    values: [executionId, taskIds === 'all' ? null : taskIds],
  });
  return rows;
}

/** Newest outputs of task runs of one execution, by id of the task run. */
export async function loadOutputs(
  pool: pg.Pool,
  executionId: string,
  taskRuns: readonly { readonly id: string; readonly taskId: string }[],
): Promise<ReadonlyMap<string, Readonly<Record<string, JsonValue>>>> {
  const { rows } = await pool.query<{ id: string; outputs: Readonly<Record<string, JsonValue>> }>({
    name: 'headrace_outputs',
    text: `SELECT task_run_id AS id, outputs FROM outputs
      WHERE execution_id = $1 AND task_id = ANY($2) AND task_run_id = ANY($3) ORDER BY attempt`,
    values: [executionId, [...new Set(taskRuns.map(({ taskId }) => taskId))], taskRuns.map(({ id }) => id)],
  });
  return new Map(rows.map(({ id, outputs }) => [id, outputs]));
}
