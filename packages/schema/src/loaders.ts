import { latestExecutions } from '@headrace/db';
import type { Attempt, Execution, Flow, FlowRevision } from '@headrace/prisma';
import type { Runtime } from '@headrace/runtime';
import DataLoader from 'dataloader';

export interface FlowKey {
  readonly namespace: string;
  readonly flowId: string;
}

export interface RevisionKey extends FlowKey {
  readonly revision: number;
}

/** Rows by key, several keys of one tick in one query. */
export interface Loaders {
  readonly flow: DataLoader<FlowKey, Flow | null, string>;
  readonly revision: DataLoader<RevisionKey, FlowRevision | null, string>;
  readonly latestExecution: DataLoader<
    FlowKey,
    Awaited<ReturnType<typeof latestExecutions>>[number] | null,
    string
  >;
  readonly execution: DataLoader<string, Execution | null>;
  /** all attempts of a task run, oldest first */
  readonly attempts: DataLoader<string, readonly Attempt[]>;
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
        const rows = await prisma.execution.findMany({ where: { id: { in: [...ids] } } });
        return rows.map((row) => [row.id, row]);
      },
    ),
    attempts: new DataLoader(async (taskRunIds) => {
      const rows = await prisma.attempt.findMany({
        where: { taskRunId: { in: [...taskRunIds] } },
        orderBy: { number: 'asc' },
      });
      return taskRunIds.map((id) => rows.filter((row) => row.taskRunId === id));
    }),
  };
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
