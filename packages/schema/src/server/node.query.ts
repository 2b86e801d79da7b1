import { builder } from '../builder';
import { newestFlow } from '../flow/flow.shape';
import { Node, readGlobalId } from '../node';

builder.queryField('node', (t) =>
  t.field({
    type: Node,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_, { id }, { loaders }) => {
      const key = readGlobalId(id);
      switch (key.type) {
        case 'Flow': {
          const row = await loaders.flow.load(key);
          return row && !row.deleted ? newestFlow(row) : null;
        }
        case 'FlowRevision':
          return loaders.revision.load({
            namespace: key.namespace,
            flowId: key.flowId,
            revision: key.revision,
          });
        case 'Execution':
          return loaders.execution.load(key.id);
      }
    },
  }),
);
