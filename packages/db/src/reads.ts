import type pg from 'pg';
import { EXECUTION_COLUMNS, type ExecutionRow } from './feeds';
import type { Keyset } from './keyset';

export interface FlowName {
  readonly namespace: string;
  readonly flowId: string;
}

/** Where an execution stands in the order of creation: instant in milliseconds, then id. */
export type CreationPlace = readonly [createdMs: number, executionId: string];

/** The same part of the list of executions, newest first, of each of these flows. One round trip, one index range a flow. */
export async function executionsOfFlows(
  pool: pg.Pool,
  flows: readonly FlowName[],
  { after, before, backwards, limit }: Keyset<CreationPlace>,
): Promise<ExecutionRow[]> {
  const place = (number: number) => `($${number}::timestamptz, $${number + 1}::text collate "C")`;
  const within = [
    after ? `and (e.created_at, e.id) < ${place(4)}` : '',
    before ? `and (e.created_at, e.id) > ${place(after ? 6 : 4)}` : '',
  ].join(' ');
  const direction = backwards ? 'asc' : 'desc';
  const values = [after, before].flatMap((bound) => (bound ? [new Date(bound[0]), bound[1]] : []));
  const { rows } = await pool.query<ExecutionRow>({
    name: `reads_executions_of_flows_${direction}${after ? '_after' : ''}${before ? '_before' : ''}`,
    text: `
      select x.* from unnest($1::text[], $2::text[]) flow (namespace, id)
      join lateral (
        select ${EXECUTION_COLUMNS} from executions e
        where e.namespace = flow.namespace and e.flow_id = flow.id ${within}
        order by e.created_at ${direction}, e.id ${direction} limit $3
      ) x on true`,
    values: [flows.map((flow) => flow.namespace), flows.map((flow) => flow.flowId), limit, ...values],
  });
  return rows;
}

/** A task run as its row keeps it, without what only decisions need. */
export interface StoredTaskRun {
  readonly executionId: string;
  readonly id: string;
  readonly taskId: string;
  /** ids of the flowable task runs around it, outermost first */
  readonly path: readonly string[];
  readonly value: string | null;
  readonly state: string;
  readonly history: unknown;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

const TASK_RUN_COLUMNS = `t.execution_id as "executionId", t.id, t.task_id as "taskId", t.path, t.value, t.state, t.history,
  t.created_at as "createdAt", t.started_at as "startedAt", t.ended_at as "endedAt"`;

/**
 * The same part of the list of task runs, in the order of their creation, of each of these executions; of those in one of the states,
 * where any are named. One round trip, one index range each.
 */
export async function taskRunsOfExecutions(
  pool: pg.Pool,
  executionIds: readonly string[],
  states: readonly string[] | null,
  { after, before, backwards, limit }: Keyset<string>,
): Promise<StoredTaskRun[]> {
  const direction = backwards ? 'desc' : 'asc';
  const { rows } = await pool.query<StoredTaskRun>({
    name: `reads_task_runs_of_executions_${direction}${after === undefined ? '' : '_after'}${before === undefined ? '' : '_before'}`,
    text: `
      select x.* from unnest($1::text[]) execution (id)
      join lateral (
        select ${TASK_RUN_COLUMNS} from task_runs t
        where t.execution_id = execution.id and ($2::text[] is null or t.state = any($2))
          ${after === undefined ? '' : 'and t.id > $4'} ${before === undefined ? '' : `and t.id < $${after === undefined ? 4 : 5}`}
        order by t.id ${direction} limit $3
      ) x on true`,
    values: [executionIds, states, limit, ...[after, before].filter((place) => place !== undefined)],
  });
  return rows;
}

/** Task runs by their names; those that there are not are left out. One round trip. */
export async function taskRunsByName(
  pool: pg.Pool,
  names: readonly { readonly executionId: string; readonly taskRunId: string }[],
): Promise<StoredTaskRun[]> {
  const { rows } = await pool.query<StoredTaskRun>({
    name: 'reads_task_runs_by_name',
    text: `select ${TASK_RUN_COLUMNS} from unnest($1::text[], $2::text[]) name (execution_id, id)
      join task_runs t on t.execution_id = name.execution_id and t.id = name.id`,
    values: [names.map(({ executionId }) => executionId), names.map(({ taskRunId }) => taskRunId)],
  });
  return rows;
}

/** One try at a task run, as its row keeps it. */
export interface StoredAttempt {
  readonly id: string;
  readonly executionId: string;
  readonly taskRunId: string;
  readonly number: number;
  readonly state: string;
  readonly dueAt: Date;
  readonly workerId: string | null;
  readonly logLines: number;
  readonly error: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly endedAt: Date | null;
}

const ATTEMPT_COLUMNS = `a.id, a.execution_id as "executionId", a.task_run_id as "taskRunId", a.number, a.state,
  a.due_at as "dueAt", a.worker_id as "workerId", a.log_lines as "logLines", a.error, a.created_at as "createdAt",
  a.started_at as "startedAt", a.ended_at as "endedAt"`;

/** The same part of the list of attempts, first one first, of each of these task runs. One round trip, one index range each. */
export async function attemptsOfTaskRuns(
  pool: pg.Pool,
  taskRuns: readonly { readonly executionId: string; readonly taskRunId: string }[],
  { after = 0, before = 2 ** 31 - 1, backwards, limit }: Keyset<number>,
): Promise<StoredAttempt[]> {
  const direction = backwards ? 'desc' : 'asc';
  const { rows } = await pool.query<StoredAttempt>({
    name: `reads_attempts_of_task_runs_${direction}`,
    text: `
      select x.* from unnest($1::text[], $2::text[]) run (execution_id, id)
      join lateral (
        select ${ATTEMPT_COLUMNS} from attempts a
        where a.execution_id = run.execution_id and a.task_run_id = run.id and a.number > $3 and a.number < $4
        order by a.number ${direction} limit $5
      ) x on true`,
    values: [
      taskRuns.map(({ executionId }) => executionId),
      taskRuns.map(({ taskRunId }) => taskRunId),
      after,
      before,
      limit,
    ],
  });
  return rows;
}

/** An attempt by its id; null = there is none. */
export async function attemptById(pool: pg.Pool, attemptId: string): Promise<StoredAttempt | null> {
  const { rows } = await pool.query<StoredAttempt>({
    name: 'reads_attempt_by_id',
    text: `select ${ATTEMPT_COLUMNS} from attempts a where a.id = $1`,
    values: [attemptId],
  });
  return rows[0] ?? null;
}

/**
 * A part of the sorted list of namespaces that have flows: all of them, or what stands directly below `below` (which may have flows
 * only further down). Names are compared as the database sorts them.
 */
export async function namespacesWithFlows(
  pool: pg.Pool,
  { text, below }: { readonly text?: string; readonly below?: string },
  { after, before, backwards, limit }: Keyset<string>,
): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select name from (
       select distinct case when $5::text is null then namespace
         else $5 || '.' || split_part(substr(namespace, length($5) + 2), '.', 1) end as name
       from flows where not deleted and ($5::text is null or starts_with(namespace, $5 || '.'))
     ) n
     where ($1::text is null or name > $1) and ($2::text is null or name < $2)
       and ($4::text is null or strpos(lower(name), lower($4)) > 0)
     order by name ${backwards ? 'desc' : 'asc'} limit $3`,
    [after ?? null, before ?? null, limit, text ?? null, below ?? null],
  );
  return rows.map(({ name }) => name);
}

/** Which of these namespaces have a flow, in themselves or below. */
export async function knownNamespaces(pool: pg.Pool, names: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ name: string }>({
    name: 'reads_known_namespaces',
    text: `select name from unnest($1::text[]) name where exists
      (select 1 from flows f where not f.deleted and (f.namespace = name or starts_with(f.namespace, name || '.')))`,
    values: [names],
  });
  return new Set(rows.map(({ name }) => name));
}

/** The newest execution of each of these flows; flows that never ran are left out. One round trip, one index probe a flow. */
export async function latestExecutions(pool: pg.Pool, flows: readonly FlowName[]): Promise<ExecutionRow[]> {
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
