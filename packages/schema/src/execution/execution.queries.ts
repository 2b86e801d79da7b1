import { settledPosition } from '@headrace/db';
import type { Prisma } from '@headrace/prisma';
import type { ExecutionFilter } from '@headrace/runtime';
import { builder } from '../builder';
import { type PageArguments, pageArguments, pageOf } from '../connection';
import type { SchemaContext } from '../context';
import { cappedCount } from '../count';
import { executionCursor } from '../cursor';
import { Flow } from '../flow/flow.type';
import { ExecutionFilterInput, whereExecution } from './execution.filter';
import { Execution, ExecutionConnection, type ExecutionConnectionShape } from './execution.type';

builder.queryField('execution', (t) =>
  t.field({
    type: Execution,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_, { id }, { loaders }) => loaders.execution.load(id),
  }),
);

builder.queryField('executions', (t) =>
  t.field({
    type: ExecutionConnection,
    description: 'Newest first.',
    args: { filter: t.arg({ type: ExecutionFilterInput }), ...pageArguments },
    resolve: (_, { filter, ...page }, context) => listExecutions(context, filter ?? {}, page),
  }),
);

builder.objectFields(Flow, (t) => ({
  latestExecution: t.field({
    type: Execution,
    nullable: true,
    resolve: ({ row }, _, { loaders }) =>
      loaders.latestExecution.load({ namespace: row.namespace, flowId: row.id }),
  }),
  executions: t.field({
    type: ExecutionConnection,
    description: 'Of all revisions, newest first.',
    args: pageArguments,
    resolve: ({ row }, page, context) =>
      listExecutions(context, {}, page, { namespace: row.namespace, flowId: row.id }),
  }),
}));

async function listExecutions(
  { runtime }: SchemaContext,
  filter: ExecutionFilter,
  page: PageArguments,
  within: Prisma.ExecutionWhereInput = {},
): Promise<ExecutionConnectionShape> {
  const { prisma, pool } = runtime.database;
  const where = { AND: [within, whereExecution(filter)] };
  // Taken before the rows are read: what changes in between is in both the list and the live changes, never in neither.
  const liveCursor = await settledPosition(pool);
  const rows = await pageOf(
    page,
    executionCursor,
    (after, take) =>
      prisma.execution.findMany({
        where: { AND: [where, after ? olderThan(...after) : {}] },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take,
        select: LISTED,
      }),
    (row): [number, string] => [row.createdAt.getTime(), row.id],
  );
  return { ...rows, liveCursor, count: () => cappedCount((take) => prisma.execution.count({ where, take })) };
}

/** The columns of a list; inputs, outputs and trigger come through a loader. */
const LISTED = {
  id: true,
  namespace: true,
  flowId: true,
  flowRevision: true,
  state: true,
  history: true,
  seq: true,
  labels: true,
  parentId: true,
  originalId: true,
  attemptNumber: true,
  error: true,
  createdAt: true,
  startedAt: true,
  endedAt: true,
} satisfies Prisma.ExecutionSelect;

// The first condition says the same as the second but lets the index begin in the right place.
function olderThan(createdMs: number, id: string): Prisma.ExecutionWhereInput {
  const createdAt = new Date(createdMs);
  return { createdAt: { lte: createdAt }, OR: [{ createdAt: { lt: createdAt } }, { id: { lt: id } }] };
}
