import { expect } from 'vitest';
import type { FaultWorld } from './world';

interface ExecutionRow {
  readonly id: string;
  readonly state: string;
  readonly seq: number;
  readonly task_runs: number;
  readonly succeeded: number;
  readonly open: number;
  readonly events: number;
  readonly last_seq: number;
  readonly ends: number;
  readonly task_run_ends: number;
}

/**
 * Reads the whole history and holds it against the promises: every acknowledged execution is there, every stored one ended
 * SUCCESS, each task ran to an end exactly once, and the events are numbered without a gap up to the one end.
 */
export async function expectAllSucceededOnce(
  world: FaultWorld,
  acknowledged: readonly string[],
  tasks: number,
): Promise<ExecutionRow[]> {
  const rows = await world.query<ExecutionRow>(`SELECT e.id, e.state, e.seq,
      (SELECT count(*)::int FROM task_runs t WHERE t.execution_id = e.id) AS task_runs,
      (SELECT count(*)::int FROM attempts a WHERE a.execution_id = e.id AND a.state = 'SUCCEEDED') AS succeeded,
      (SELECT count(*)::int FROM attempts a WHERE a.execution_id = e.id AND a.state NOT IN ('SUCCEEDED', 'LOST')) AS open,
      (SELECT count(*)::int FROM events v WHERE v.execution_id = e.id) AS events,
      (SELECT max(seq)::int FROM events v WHERE v.execution_id = e.id) AS last_seq,
      (SELECT count(*)::int FROM events v WHERE v.execution_id = e.id AND v.kind = 'executionEnded') AS ends,
      (SELECT count(*)::int FROM events v WHERE v.execution_id = e.id AND v.kind = 'taskRunEnded') AS task_run_ends
    FROM executions e`);
  expect(rows.map(({ id }) => id)).toEqual(expect.arrayContaining([...acknowledged]));
  for (const row of rows)
    expect(row).toEqual({
      id: row.id,
      state: 'SUCCESS',
      seq: row.seq,
      task_runs: tasks,
      succeeded: tasks,
      open: 0,
      events: row.seq,
      last_seq: row.seq,
      ends: 1,
      task_run_ends: tasks,
    });
  return rows;
}
