import { builder } from '../builder';
import { connectionObject, type Count, CountObject, type Connection } from '../connection';
import { LabelObject, labelsOf } from '../label';
import { Node, nodeId } from '../node';
import { documentOf, type FlowShape, revisionOf } from './flow.shape';
import { FlowInput } from './input.type';
import { FlowOutput } from './output.type';
import { FlowTask, FlowTrigger, tasksOf } from './parts';

export const Flow = builder.objectRef<FlowShape>('Flow').implement({
  description: 'A flow document, at its newest revision unless another one was asked for.',
  interfaces: [Node],
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'pinned' in value,
  fields: (t) => ({
    id: t.id({
      description:
        'Opaque. A flow that was reached by its revision has another one than the flow at its newest.',
      resolve: ({ row, revision, pinned }) =>
        nodeId({ type: 'Flow', namespace: row.namespace, flowId: row.id, ...(pinned && { revision }) }),
    }),
    namespace: t.string({ description: 'Where it is.', resolve: ({ row }) => row.namespace }),
    flowId: t.string({ description: 'Its id there.', resolve: ({ row }) => row.id }),
    revision: t.exposeInt('revision', { description: 'The one that is shown, from 1.' }),
    description: t.string({
      nullable: true,
      description: 'What it is for, as its author says.',
      resolve: async (flow, _, context) =>
        isNewest(flow) ? flow.row.description : (await documentOf(flow, context))?.description,
    }),
    disabled: t.boolean({
      description: 'Whether nothing can be started of it.',
      resolve: async (flow, _, context) =>
        isNewest(flow) ? flow.row.disabled : ((await documentOf(flow, context))?.disabled ?? false),
    }),
    labels: t.field({
      description: 'What every execution of it is given.',
      type: [LabelObject],
      resolve: async (flow, _, context) =>
        isNewest(flow) ? labelsOf(flow.row.labels) : [...((await documentOf(flow, context))?.labels ?? [])],
    }),
    inputs: t.field({
      description: 'What an execution asks for at its start, in the order of the document.',
      type: [FlowInput],
      resolve: async (flow, _, context) => [...((await documentOf(flow, context))?.inputs ?? [])],
    }),
    outputs: t.field({
      description: 'What an execution gives when it ends, in the order of the document.',
      type: [FlowOutput],
      resolve: async (flow, _, context) => [...((await documentOf(flow, context))?.outputs ?? [])],
    }),
    tasks: t.field({
      type: [FlowTask],
      description:
        'The tasks at the top, those after an error and at the end too, in the order of the document.',
      resolve: async (flow, _, context) => {
        const document = await documentOf(flow, context);
        return document ? tasksOf(document) : [];
      },
    }),
    triggers: t.field({
      description: 'What starts it by itself, in the order of the document.',
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
    createdAt: t.field({
      type: 'DateTime',
      description: 'When it was saved first.',
      resolve: ({ row }) => row.createdAt,
    }),
    updatedAt: t.field({
      description: 'When the revision that is shown was saved.',
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
    totalCount: t.field({
      type: CountObject,
      description: 'How many there are on all pages.',
      resolve: (connection) => connection.count(),
    }),
  }),
);
