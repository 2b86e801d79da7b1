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
  description: 'All that is given must hold.',
  fields: (t) => ({
    namespace: t.string({ description: 'the namespace itself and everything below' }),
    text: t.string({ description: 'part of the flow id or the namespace' }),
  }),
});

builder.queryField('flow', (t) =>
  t.field({
    type: Flow,
    nullable: true,
    description: 'One flow; null when there is none, or not at this revision.',
    args: {
      namespace: t.arg.string({ required: true, description: 'where it is' }),
      flowId: t.arg.string({ required: true, description: 'its id there' }),
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
    args: {
      filter: t.arg({ type: FlowFilter, description: 'which ones; all without it' }),
      ...pageArguments,
    },
    resolve: async (_, { filter, ...page }, { runtime }) => {
      const { prisma } = runtime.database;
      const where = whereFlow(filter ?? {});
      const rows = await pageOf(
        page,
        flowCursor,
        ({ after, before, backwards, limit }) => {
          const direction = backwards ? 'desc' : 'asc';
          return prisma.flow.findMany({
            where: {
              AND: [where, after ? afterFlow(...after) : {}, before ? beforeFlow(...before) : {}],
            },
            orderBy: [{ namespace: direction }, { id: direction }],
            take: limit,
          });
        },
        (row): [string, string] => [row.namespace, row.id],
      );
      return {
        ...mapNodes(rows, newestFlow),
        count: () => cappedCount((take) => prisma.flow.count({ where, take })),
      };
    },
  }),
);

builder.objectFields(Flow, (t) => ({
  revisions: t.field({
    type: FlowRevisionConnection,
    description: 'All its revisions, newest first.',
    args: pageArguments,
    resolve: ({ row }, page, { runtime }) =>
      pageOf(
        page,
        revisionCursor,
        ({ after, before, backwards, limit }) =>
          runtime.database.prisma.flowRevision.findMany({
            where: { namespace: row.namespace, flowId: row.id, revision: { lt: after, gt: before } },
            orderBy: { revision: backwards ? 'asc' : 'desc' },
            take: limit,
          }),
        ({ revision }) => revision,
      ),
  }),
}));

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

function beforeFlow(namespace: string, id: string): Prisma.FlowWhereInput {
  return { namespace: { lte: namespace }, OR: [{ namespace: { lt: namespace } }, { id: { lt: id } }] };
}
