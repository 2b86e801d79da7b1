import {
  attemptsOfTaskRuns,
  type CreationPlace,
  type ExecutionRow,
  executionsById,
  executionsOfFlows,
  type ExecutionValues,
  executionValues,
  type Keyset,
  latestExecutions,
  loadOutputs,
  type StoredAttempt,
  type StoredTaskRun,
  taskRunsByName,
  taskRunsOfExecutions,
} from '@headrace/db';
import type { Flow, FlowRevision } from '@headrace/prisma';
import type { Runtime } from '@headrace/runtime';
import DataLoader from 'dataloader';

export interface FlowKey {
  readonly namespace: string;
  readonly flowId: string;
}

export interface RevisionKey extends FlowKey {
  readonly revision: number;
}

/** One of the large values of an execution. */
export interface ValueKey {
  readonly executionId: string;
  readonly name: keyof ExecutionValues;
}

export interface TaskRunKey {
  readonly executionId: string;
  readonly id: string;
  readonly taskId: string;
}

/** Part of a list of task runs, of those in one of the states where any are named. */
export interface TaskRunsPart extends Keyset<string> {
  readonly states: readonly string[] | null;
}

export interface TaskRunName {
  readonly executionId: string;
  readonly taskRunId: string;
}

export interface TaskRunWithExecution {
  readonly row: StoredTaskRun;
  readonly execution: ExecutionRow;
}

/** Rows by key, several keys of one tick in one query. */
export interface Loaders {
  readonly flow: DataLoader<FlowKey, Flow | null, string>;
  readonly revision: DataLoader<RevisionKey, FlowRevision | null, string>;
  readonly latestExecution: DataLoader<FlowKey, ExecutionRow | null, string>;
  readonly execution: DataLoader<string, ExecutionRow | null>;
  /** null when there is none; of all that is asked for in one tick only those columns are read */
  readonly executionValue: DataLoader<ValueKey, unknown, string>;
  /** the same part of the list of executions of each of many flows */
  executions(part: Keyset<CreationPlace>): DataLoader<FlowKey, readonly ExecutionRow[], string>;
  /** the same part of the list of task runs of each of many executions */
  taskRuns(part: TaskRunsPart): DataLoader<string, readonly StoredTaskRun[]>;
  readonly taskRun: DataLoader<TaskRunName, TaskRunWithExecution | null, string>;
  /** the same part of the list of attempts of each of many task runs */
  attempts(part: Keyset<number>): DataLoader<TaskRunName, readonly StoredAttempt[], string>;
  /** what a task run left; null when it left nothing */
  readonly outputs: DataLoader<TaskRunKey, unknown, string>;
}

const flowText = ({ namespace, flowId }: FlowKey) => `${namespace}/${flowId}`;
const revisionText = (key: RevisionKey) => `${flowText(key)}@${key.revision}`;

const taskRunText = ({ executionId, taskRunId }: TaskRunName) => `${executionId}/${taskRunId}`;

export function createLoaders({ database: { prisma, pool } }: Pick<Runtime, 'database'>): Loaders {
  const execution = byKey(
    (id: string) => id,
    async (ids) => {
      const rows = await executionsById(pool, ids);
      return rows.map((row) => [row.id, row]);
    },
  );
  return {
    execution,
    executions: byPart((part: Keyset<CreationPlace>) =>
      listsByKey(flowText, (keys) => executionsOfFlows(pool, keys, part), flowText),
    ),
    taskRuns: byPart(({ states, ...part }: TaskRunsPart) =>
      listsByKey(
        (id: string) => id,
        (ids) => taskRunsOfExecutions(pool, ids, states, part),
        ({ executionId }) => executionId,
      ),
    ),
    attempts: byPart((part: Keyset<number>) =>
      listsByKey(taskRunText, (keys) => attemptsOfTaskRuns(pool, keys, part), taskRunText),
    ),
    taskRun: byKey(taskRunText, async (keys) => {
      const rows = await taskRunsByName(pool, keys);
      const executions = await Promise.all(rows.map((row) => execution.load(row.executionId)));
      return rows.flatMap((row, index): (readonly [string, TaskRunWithExecution])[] => {
        const found = executions[index];
        const { executionId, id: taskRunId } = row;
        return found ? [[taskRunText({ executionId, taskRunId }), { row, execution: found }]] : [];
      });
    }),
    flow: byKey(flowText, async (keys) => {
      const rows = await prisma.flow.findMany({
        where: { OR: keys.map(({ namespace, flowId }) => ({ namespace, id: flowId })) },
      });
      return rows.map((row) => [flowText({ namespace: row.namespace, flowId: row.id }), row]);
    }),
    revision: byKey(revisionText, async (keys) => {
      const rows = await prisma.flowRevision.findMany({ where: { OR: keys.map((key) => ({ ...key })) } });
      return rows.map((row) => [revisionText(row), row]);
    }),
    latestExecution: byKey(flowText, async (keys) => {
      const rows = await latestExecutions(pool, keys);
      return rows.map((row) => [flowText(row), row]);
    }),
    executionValue: new DataLoader(
      async (keys) => {
        const ids = new Set(keys.map(({ executionId }) => executionId));
        const names = new Set(keys.map(({ name }) => name));
        const rows = await executionValues(pool, [...ids], names);
        const byId = new Map(rows.map((row) => [row.id, row]));
        return keys.map(({ executionId, name }) => byId.get(executionId)?.[name] ?? null);
      },
      { cacheKeyFn: ({ executionId, name }) => `${name}:${executionId}` },
    ),
    outputs: new DataLoader(
      async (keys) => {
        const maps = await Promise.all(
          byExecution(keys).map(([executionId, own]) => loadOutputs(pool, executionId, own)),
        );
        return keys.map(({ id }) => maps.find((map) => map.has(id))?.get(id) ?? null);
      },
      { cacheKeyFn: ({ id }) => id },
    ),
  };
}

function byExecution(keys: readonly TaskRunKey[]): (readonly [string, readonly TaskRunKey[]])[] {
  const groups = new Map<string, TaskRunKey[]>();
  for (const key of keys) groups.set(key.executionId, [...(groups.get(key.executionId) ?? []), key]);
  return [...groups];
}

function byKey<Key, Row>(
  textOf: (key: Key) => string,
  load: (keys: readonly Key[]) => Promise<(readonly [string, Row])[]>,
): DataLoader<Key, Row | null, string> {
  const batch = async (keys: readonly Key[]) => {
    const rows = new Map(await load(keys));
    return keys.map((key) => rows.get(textOf(key)) ?? null);
  };
  return new DataLoader(batch, { cacheKeyFn: textOf });
}

/** Loaders of lists: one for each part that is asked for. */
function byPart<Part, Loader>(create: (part: Part) => Loader): (part: Part) => Loader {
  const known = new Map<string, Loader>();
  return (part) => {
    const text = JSON.stringify(part);
    const loader = known.get(text) ?? create(part);
    known.set(text, loader);
    return loader;
  };
}

/** Rows that know whom they belong to, in the order in which they were read. */
function listsByKey<Key, Row>(
  textOf: (key: Key) => string,
  load: (keys: readonly Key[]) => Promise<readonly Row[]>,
  ownerOf: (row: Row) => string,
): DataLoader<Key, readonly Row[], string> {
  const batch = async (keys: readonly Key[]) => {
    const lists = new Map<string, Row[]>(keys.map((key) => [textOf(key), []]));
    for (const row of await load(keys)) lists.get(ownerOf(row))?.push(row);
    return keys.map((key) => lists.get(textOf(key)) ?? []);
  };
  return new DataLoader(batch, { cacheKeyFn: textOf });
}
