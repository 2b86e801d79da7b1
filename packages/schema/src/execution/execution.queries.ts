import { type CreationPlace, type ExecutionRow, type Keyset, settledPosition } from '@headrace/db';
import type { Prisma } from '@headrace/prisma';
import type { GraphQLResolveInfo } from 'graphql';
import { builder } from '../builder';
import { type PageArguments, pageArguments, pageOf } from '../connection';
import type { SchemaContext } from '../context';
import { cappedCount } from '../count';
import { executionCursor } from '../cursor';
import { Flow } from '../flow/flow.type';
import { Namespace } from '../namespace/namespace.type';
import { isAskedFor } from '../selected';
import { ExecutionFilterInput, whereExecution } from './execution.filter';
import { Execution, ExecutionConnection, type ExecutionConnectionShape } from './execution.type';
import { TaskRun } from './task-run.type';

const ExecutionOrder = builder.enumType('ExecutionOrder', {
  description: 'How a list of executions is sorted: by creation.',
  values: {
    NEWEST_FIRST: {
      value: 'newestFirst' as const,
      description: 'The last one that was created comes first.',
    },
    OLDEST_FIRST: {
      value: 'oldestFirst' as const,
      description: 'The first one that was created comes first.',
    },
  },
});

type Order = 'newestFirst' | 'oldestFirst';

builder.queryField('execution', (t) =>
  t.field({
    type: Execution,
    nullable: true,
    description: 'One execution; null when there is none.',
    args: { executionId: t.arg.string({ required: true, description: 'its natural id' }) },
    resolve: (_, { executionId }, { loaders }) => loaders.execution.load(executionId),
  }),
);

builder.queryField('taskRun', (t) =>
  t.field({
    type: TaskRun,
    nullable: true,
    description: 'One task run of an execution; null when there is none.',
    args: {
      executionId: t.arg.string({ required: true, description: 'the execution that it belongs to' }),
      taskRunId: t.arg.string({ required: true, description: 'its natural id there' }),
    },
    resolve: (_, name, { loaders }) => loaders.taskRun.load(name),
  }),
);

builder.queryField('executions', (t) =>
  t.field({
    type: ExecutionConnection,
    description: 'Executions, newest first unless another order is asked for.',
    args: {
      filter: t.arg({ type: ExecutionFilterInput, description: 'which ones; all without it' }),
      order: t.arg({ type: ExecutionOrder, description: 'newest first when absent' }),
      ...pageArguments,
    },
    resolve: (_, { filter, order, ...page }, context, info) =>
      listExecutions(context, info, whereExecution(filter ?? {}), page, order ?? 'newestFirst'),
  }),
);

builder.objectFields(Flow, (t) => ({
  latestExecution: t.field({
    type: Execution,
    nullable: true,
    description: 'The newest execution of any revision; null when it never ran.',
    resolve: ({ row }, _, { loaders }) =>
      loaders.latestExecution.load({ namespace: row.namespace, flowId: row.id }),
  }),
  executions: t.field({
    type: ExecutionConnection,
    description: 'Of all revisions, newest first.',
    args: pageArguments,
    resolve: async ({ row }, page, context, info): Promise<ExecutionConnectionShape> => {
      const flow = { namespace: row.namespace, flowId: row.id };
      return {
        liveCursor: await liveCursorOf(context, info),
        ...(await pageOf(
          page,
          executionCursor,
          (part) => context.loaders.executions(part).load(flow),
          placeOf,
        )),
        count: () =>
          cappedCount((take) => context.runtime.database.prisma.execution.count({ where: flow, take })),
      };
    },
  }),
}));

builder.objectFields(Namespace, (t) => ({
  executions: t.field({
    type: ExecutionConnection,
    description: 'Of the flows of this namespace itself, newest first.',
    args: pageArguments,
    resolve: ({ namespaceName: namespace }, page, context, info) =>
      listExecutions(context, info, { namespace }, page, 'newestFirst'),
  }),
}));

async function listExecutions(
  context: SchemaContext,
  info: GraphQLResolveInfo,
  where: Prisma.ExecutionWhereInput,
  page: PageArguments,
  order: Order,
): Promise<ExecutionConnectionShape> {
  const { prisma } = context.runtime.database;
  const liveCursor = await liveCursorOf(context, info);
  const rows = await pageOf<ExecutionRow, CreationPlace>(
    page,
    executionCursor,
    (part) => {
      const isNewestFirst = (order === 'newestFirst') !== part.backwards;
      const direction = isNewestFirst ? 'desc' : 'asc';
      return prisma.execution.findMany({
        where: { AND: [where, ...between(part, order)] },
        orderBy: [{ createdAt: direction }, { id: direction }],
        take: part.limit,
        select: LISTED,
      });
    },
    placeOf,
  );
  return { ...rows, liveCursor, count: () => cappedCount((take) => prisma.execution.count({ where, take })) };
}

/**
 * Taken before the rows are read: what changes in between is in both the list and the live changes, never in neither. It costs a
 * question to the database, so only who asks for it pays.
 */
async function liveCursorOf(
  { runtime }: SchemaContext,
  info: GraphQLResolveInfo,
): Promise<ExecutionConnectionShape['liveCursor']> {
  return isAskedFor(info, 'liveCursor') ? settledPosition(runtime.database.pool) : null;
}

function placeOf(row: ExecutionRow): CreationPlace {
  return [row.createdAt.getTime(), row.id];
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

function between({ after, before }: Keyset<CreationPlace>, order: Order): Prisma.ExecutionWhereInput[] {
  const [older, newer] = order === 'newestFirst' ? [after, before] : [before, after];
  return [...(older ? [olderThan(older)] : []), ...(newer ? [newerThan(newer)] : [])];
}

// In both the first condition says the same as the second but lets the index begin in the right place.
function olderThan([createdMs, id]: CreationPlace): Prisma.ExecutionWhereInput {
  const createdAt = new Date(createdMs);
  return { createdAt: { lte: createdAt }, OR: [{ createdAt: { lt: createdAt } }, { id: { lt: id } }] };
}

function newerThan([createdMs, id]: CreationPlace): Prisma.ExecutionWhereInput {
  const createdAt = new Date(createdMs);
  return { createdAt: { gte: createdAt }, OR: [{ createdAt: { gt: createdAt } }, { id: { gt: id } }] };
}
