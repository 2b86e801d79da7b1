import type { Prisma } from '@headrace/prisma';
import { builder } from '../builder';
import { literally } from '../literally';
import { mapNodes, pageArguments, pageOf } from '../connection';
import { cappedCount } from '../count';
import { flowCursor, revisionCursor } from '../cursor';
import { flowAtRevision, newestFlow } from './flow.shape';
import { Flow, FlowConnection } from './flow.type';
import { FlowRevisionConnection } from './revision.type';

const FlowFilter = builder.inputType('FlowFilter', {
  fields: (t) => ({
    namespace: t.string({ description: 'the namespace itself and everything below' }),
    text: t.string({ description: 'part of the flow id or the namespace' }),
  }),
});

builder.queryField('flow', (t) =>
  t.field({
    type: Flow,
    nullable: true,
    args: {
      namespace: t.arg.string({ required: true }),
      flowId: t.arg.string({ required: true }),
      revision: t.arg.int({ description: 'the newest when absent' }),
    },
    resolve: async (_, { namespace, flowId, revision }, context) => {
      if (typeof revision === 'number') return flowAtRevision(context, namespace, flowId, revision);
      const row = await context.loaders.flow.load({ namespace, flowId });
      return row && !row.deleted ? newestFlow(row) : null;
    },
  }),
);

builder.queryField('flows', (t) =>
  t.field({
    type: FlowConnection,
    description: 'All flows, by namespace and id.',
    args: { filter: t.arg({ type: FlowFilter }), ...pageArguments },
    resolve: async (_, { filter, ...page }, { runtime }) => {
      const { prisma } = runtime.database;
      const where = whereFlow(filter ?? {});
      const rows = await pageOf(
        page,
        flowCursor,
        (after, take) =>
          prisma.flow.findMany({
            where: { AND: [where, after ? afterFlow(...after) : {}] },
            orderBy: [{ namespace: 'asc' }, { id: 'asc' }],
            take,
          }),
        (row): [string, string] => [row.namespace, row.id],
      );
      return {
        ...mapNodes(rows, newestFlow),
        count: () => cappedCount((take) => prisma.flow.count({ where, take })),
      };
    },
  }),
);

builder.queryField('flowRevisions', (t) =>
  t.field({
    type: FlowRevisionConnection,
    description: 'All revisions of a flow, newest first.',
    args: {
      namespace: t.arg.string({ required: true }),
      flowId: t.arg.string({ required: true }),
      ...pageArguments,
    },
    resolve: (_, { namespace, flowId, ...page }, { runtime }) =>
      pageOf(
        page,
        revisionCursor,
        (after, take) =>
          runtime.database.prisma.flowRevision.findMany({
            where: { namespace, flowId, ...(after !== undefined && { revision: { lt: after } }) },
            orderBy: { revision: 'desc' },
            take,
          }),
        (row) => row.revision,
      ),
  }),
);

builder.queryField('namespaces', (t) =>
  t.stringList({
    description: 'Namespaces that have flows, sorted.',
    resolve: async (_, __, { runtime }) => {
      const rows = await runtime.database.prisma.flow.findMany({
        where: { deleted: false },
        distinct: ['namespace'],
        select: { namespace: true },
        orderBy: { namespace: 'asc' },
      });
      return rows.map((row) => row.namespace);
    },
  }),
);

function whereFlow({
  namespace,
  text,
}: {
  namespace?: string | null;
  text?: string | null;
}): Prisma.FlowWhereInput {
  const all: Prisma.FlowWhereInput[] = [{ deleted: false }];
  if (namespace) all.push({ OR: [{ namespace }, { namespace: { startsWith: `${literally(namespace)}.` } }] });
  if (text) all.push({ OR: [contains('id', text), contains('namespace', text)] });
  return { AND: all };
}

function contains(column: 'id' | 'namespace', text: string): Prisma.FlowWhereInput {
  return { [column]: { contains: literally(text), mode: 'insensitive' } };
}

function afterFlow(namespace: string, id: string): Prisma.FlowWhereInput {
  return { namespace: { gte: namespace }, OR: [{ namespace: { gt: namespace } }, { id: { gt: id } }] };
}
