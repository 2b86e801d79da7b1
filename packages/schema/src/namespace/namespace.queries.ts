import { type FlowRowShape, newestFlow } from '../flow/flow.shape';
import { knownNamespaces, type Keyset, namespacesWithFlows } from '@headrace/db';
import { builder } from '../builder';
import { mapNodes, type PageArguments, pageArguments, pageOf } from '../connection';
import type { SchemaContext } from '../context';
import { cappedCount } from '../count';
import { flowCursor, namespaceCursor } from '../cursor';
import { FlowConnection } from '../flow/flow.type';
import { Namespace, NamespaceConnection } from './namespace.type';

builder.queryFields((t) => ({
  namespace: t.field({
    type: Namespace,
    nullable: true,
    description: 'One namespace; null when there is no flow in it or below.',
    args: { namespace: t.arg.string({ required: true, description: 'its whole name' }) },
    resolve: async (_, { namespace }, { runtime }) => {
      const known = await knownNamespaces(runtime.database.pool, [namespace]);
      return known.has(namespace) ? { namespaceName: namespace } : null;
    },
  }),
  namespaces: t.field({
    type: NamespaceConnection,
    description: 'Namespaces that have flows of their own, by name.',
    args: { text: t.arg.string({ description: 'part of the name' }), ...pageArguments },
    resolve: (_, { text, ...page }, context) => listNamespaces(context, page, text ? { text } : {}),
  }),
}));

builder.objectFields(Namespace, (t) => ({
  children: t.field({
    type: NamespaceConnection,
    description: 'Those directly below it, by name.',
    args: pageArguments,
    resolve: ({ namespaceName: below }, page, context) => listNamespaces(context, page, { below }),
  }),
  flows: t.field({
    type: FlowConnection,
    description: 'Its own flows, by id; not those below.',
    args: pageArguments,
    resolve: async ({ namespaceName: namespace }, page, { runtime }) => {
      const { prisma } = runtime.database;
      const where = { namespace, deleted: false };
      const rows = await pageOf<FlowRowShape, [string, string]>(
        page,
        flowCursor,
        ({ after, before, backwards, limit }) =>
          prisma.flow.findMany({
            where: { ...where, id: { gt: after?.[1], lt: before?.[1] } },
            orderBy: { id: backwards ? 'desc' : 'asc' },
            take: limit,
          }),
        (row) => [row.namespace, row.id],
      );
      return {
        ...mapNodes(rows, newestFlow),
        count: () => cappedCount((take) => prisma.flow.count({ where, take })),
      };
    },
  }),
}));

async function listNamespaces(
  { runtime }: SchemaContext,
  page: PageArguments,
  wanted: { readonly text?: string; readonly below?: string },
) {
  const rows = await pageOf(
    page,
    namespaceCursor,
    (part: Keyset<string>) => namespacesWithFlows(runtime.database.pool, wanted, part),
    (name) => name,
  );
  return mapNodes(rows, (namespaceName) => ({ namespaceName }));
}
