import {
  type ExecutionRow,
  executionsById,
  type ExecutionValues,
  executionValues,
  latestExecutions,
  loadOutputs,
} from '@headrace/db';
import type { Attempt, Flow, FlowRevision } from '@headrace/prisma';
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

/** Rows by key, several keys of one tick in one query. */
export interface Loaders {
  readonly flow: DataLoader<FlowKey, Flow | null, string>;
  readonly revision: DataLoader<RevisionKey, FlowRevision | null, string>;
  readonly latestExecution: DataLoader<FlowKey, ExecutionRow | null, string>;
  readonly execution: DataLoader<string, ExecutionRow | null>;
  /** null when there is none; of all that is asked for in one tick only those columns are read */
  readonly executionValue: DataLoader<ValueKey, unknown, string>;
  /** all attempts of a task run, oldest first */
  readonly attempts: DataLoader<TaskRunKey, readonly Attempt[], string>;
  /** what a task run left; null when it left nothing */
  readonly outputs: DataLoader<TaskRunKey, unknown, string>;
}

const flowText = ({ namespace, flowId }: FlowKey) => `${namespace}/${flowId}`;
const revisionText = (key: RevisionKey) => `${flowText(key)}@${key.revision}`;

export function createLoaders({ database: { prisma, pool } }: Pick<Runtime, 'database'>): Loaders {
  return {
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
    execution: byKey(
      (id: string) => id,
      async (ids) => {
        const rows = await executionsById(pool, ids);
        return rows.map((row) => [row.id, row]);
      },
    ),
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
    attempts: new DataLoader(
      async (keys) => {
        const rows = await prisma.attempt.findMany({
          where: {
            OR: byExecution(keys).map(([executionId, own]) => ({
              executionId,
              taskRunId: { in: own.map(({ id }) => id) },
            })),
          },
          orderBy: { number: 'asc' },
        });
        const found = new Map<string, Attempt[]>();
        for (const row of rows) found.set(row.taskRunId, [...(found.get(row.taskRunId) ?? []), row]);
        return keys.map(({ id }) => found.get(id) ?? []);
      },
      { cacheKeyFn: ({ id }) => id },
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
