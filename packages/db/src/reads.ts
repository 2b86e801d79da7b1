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

/** Executions by id; those that there are not are left out. One round trip. */
export async function executionsById(pool: pg.Pool, ids: readonly string[]): Promise<ExecutionRow[]> {
  const { rows } = await pool.query<ExecutionRow>({
    name: 'reads_executions_by_id',
    text: `select ${EXECUTION_COLUMNS} from executions where id = any($1::text[])`,
    values: [ids],
  });
  return rows;
}

/** What of an execution may be large, or stands inside of it: lists leave it out. */
export interface ExecutionValues {
  readonly inputs: unknown;
  readonly outputs: unknown;
  /** { id, type } */
  readonly trigger: unknown;
  readonly triggerVariables: unknown;
}

const VALUE_COLUMNS: Readonly<Record<keyof ExecutionValues, string>> = {
  inputs: 'inputs',
  outputs: 'outputs',
  trigger: `trigger - 'variables' as trigger`,
  triggerVariables: `trigger -> 'variables' as "triggerVariables"`,
};

/** These values of executions and no others; executions that there are not are left out. One round trip. */
export async function executionValues<Name extends keyof ExecutionValues>(
  pool: pg.Pool,
  ids: readonly string[],
  names: ReadonlySet<Name>,
): Promise<(Pick<ExecutionValues, Name> & { readonly id: string })[]> {
  const wanted = [...names].sort();
  const { rows } = await pool.query<Pick<ExecutionValues, Name> & { readonly id: string }>({
    name: `reads_execution_values_${wanted.join('_')}`,
    text: `select id, ${wanted.map((name) => VALUE_COLUMNS[name]).join(', ')} from executions where id = any($1::text[])`,
    values: [ids],
  });
  return rows;
}
