import type pg from 'pg';
import { EXECUTION_COLUMNS, type ExecutionRow } from './feeds';

/** The newest execution of each of these flows; flows that never ran are left out. One round trip, one index probe a flow. */
export async function latestExecutions(
  pool: pg.Pool,
  flows: readonly { readonly namespace: string; readonly flowId: string }[],
): Promise<ExecutionRow[]> {
  const { rows } = await pool.query<ExecutionRow>({
    name: 'reads_latest_executions',
    text: `
      select x.* from unnest($1::text[], $2::text[]) flow (namespace, id)
      join lateral (
        select ${EXECUTION_COLUMNS} from executions e
        where e.namespace = flow.namespace and e.flow_id = flow.id order by e.created_at desc, e.id desc limit 1
      ) x on true`,
    values: [flows.map((flow) => flow.namespace), flows.map((flow) => flow.flowId)],
  });
  return rows;
}
