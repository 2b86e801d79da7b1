import { builder } from '../builder';
import { connectionObject, type Count, CountObject, type Connection } from '../connection';
import { LabelObject, labelsOf } from '../label';
import { flowGlobalId, Node } from '../node';
import { documentOf, type FlowShape, revisionOf } from './flow.shape';
import { FlowInput } from './input.type';
import { FlowOutput } from './output.type';
import { FlowTask, FlowTrigger } from './parts';

export const Flow = builder.objectRef<FlowShape>('Flow').implement({
  description: 'A flow document, at its newest revision unless another one was asked for.',
  interfaces: [Node],
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'pinned' in value,
  fields: (t) => ({
    id: t.id({
      description: '`namespace/flowId`; with `@revision` when reached by its revision.',
      resolve: ({ row, revision, pinned }) =>
        flowGlobalId(row.namespace, row.id, pinned ? revision : undefined),
    }),
    namespace: t.string({ resolve: ({ row }) => row.namespace }),
    flowId: t.string({ resolve: ({ row }) => row.id }),
    revision: t.exposeInt('revision'),
    description: t.string({
      nullable: true,
      resolve: async (flow, _, context) =>
        isNewest(flow) ? flow.row.description : (await documentOf(flow, context))?.description,
    }),
    disabled: t.boolean({
      resolve: async (flow, _, context) =>
        isNewest(flow) ? flow.row.disabled : ((await documentOf(flow, context))?.disabled ?? false),
    }),
    labels: t.field({
      type: [LabelObject],
      resolve: async (flow, _, context) =>
        isNewest(flow) ? labelsOf(flow.row.labels) : [...((await documentOf(flow, context))?.labels ?? [])],
    }),
    inputs: t.field({
      type: [FlowInput],
      resolve: async (flow, _, context) => [...((await documentOf(flow, context))?.inputs ?? [])],
    }),
    outputs: t.field({
      type: [FlowOutput],
      resolve: async (flow, _, context) => [...((await documentOf(flow, context))?.outputs ?? [])],
    }),
    tasks: t.field({
      type: [FlowTask],
      resolve: async (flow, _, context) => [...((await documentOf(flow, context))?.tasks ?? [])],
    }),
    triggers: t.field({
      type: [FlowTrigger],
      resolve: async (flow, _, context) => {
        const { namespace, id: flowId } = flow.row;
        const triggers = (await documentOf(flow, context))?.triggers ?? [];
        return triggers.map((trigger) => ({ trigger, namespace, flowId }));
      },
    }),
    source: t.string({
      description: 'The YAML text as it was saved, with stars in place of webhook keys.',
      resolve: async (flow, _, context) =>
        context.runtime.maskedSource((await revisionOf(flow, context)).source),
    }),
    createdAt: t.field({ type: 'DateTime', resolve: ({ row }) => row.createdAt }),
    updatedAt: t.field({
      type: 'DateTime',
      resolve: async (flow, _, context) =>
        isNewest(flow) ? flow.row.updatedAt : (await revisionOf(flow, context)).createdAt,
    }),
  }),
});

function isNewest({ row, revision }: FlowShape): boolean {
  return row.revision === revision;
}

export interface CountedConnection<Item> extends Connection<Item> {
  readonly count: () => Promise<Count>;
}

export const FlowConnection = connectionObject<FlowShape, CountedConnection<FlowShape>>(
  'Flow',
  Flow,
  (t) => ({
    totalCount: t.field({ type: CountObject, resolve: (connection) => connection.count() }),
  }),
);
