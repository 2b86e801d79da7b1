import type { FlowRevision as FlowRevisionRow } from '@headrace/prisma';
import { builder } from '../builder';
import { connectionObject } from '../connection';
import { Node, nodeId } from '../node';

export const FlowRevision = builder.objectRef<FlowRevisionRow>('FlowRevision').implement({
  description: 'One immutable version of a flow document.',
  interfaces: [Node],
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'source' in value,
  fields: (t) => ({
    id: t.id({
      description: 'Opaque.',
      resolve: ({ namespace, flowId, revision }) =>
        nodeId({ type: 'FlowRevision', namespace, flowId, revision }),
    }),
    namespace: t.exposeString('namespace', { description: 'Of the flow.' }),
    flowId: t.exposeString('flowId', { description: 'The flow.' }),
    revision: t.exposeInt('revision', { description: 'from 1' }),
    source: t.string({
      description: 'The YAML text as it was saved, with stars in place of webhook keys.',
      resolve: ({ source }, _, { runtime }) => runtime.maskedSource(source),
    }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'When it was saved.',
      resolve: ({ createdAt }) => createdAt,
    }),
  }),
});

export const FlowRevisionConnection = connectionObject('FlowRevision', FlowRevision);
