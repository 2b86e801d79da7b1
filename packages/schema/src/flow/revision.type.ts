import type { FlowRevision as FlowRevisionRow } from '@headrace/prisma';
import { builder } from '../builder';
import { connectionObject } from '../connection';
import { flowGlobalId, Node } from '../node';

export const FlowRevision = builder.objectRef<FlowRevisionRow>('FlowRevision').implement({
  description: 'One immutable version of a flow document.',
  interfaces: [Node],
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'source' in value,
  fields: (t) => ({
    id: t.id({ resolve: ({ namespace, flowId, revision }) => flowGlobalId(namespace, flowId, revision) }),
    namespace: t.exposeString('namespace'),
    flowId: t.exposeString('flowId'),
    revision: t.exposeInt('revision'),
    source: t.string({
      description: 'The YAML text as it was saved, with stars in place of webhook keys.',
      resolve: ({ source }, _, { runtime }) => runtime.maskedSource(source),
    }),
    createdAt: t.field({ type: 'DateTime', resolve: ({ createdAt }) => createdAt }),
  }),
});

export const FlowRevisionConnection = connectionObject('FlowRevision', FlowRevision);
