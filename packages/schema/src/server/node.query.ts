import { attemptById, knownNamespaces } from '@headrace/db';
import { builder } from '../builder';
import { MAX_FIRST } from '../connection';
import type { SchemaContext } from '../context';
import { failure } from '../failure';
import { flowAtRevision, newestFlow } from '../flow/flow.shape';
import { Node, readNodeId } from '../node';

builder.queryFields((t) => ({
  node: t.field({
    type: Node,
    nullable: true,
    description: 'What has this id; null when there is nothing, or nothing any more.',
    args: { id: t.arg.id({ required: true, description: 'the `id` of a node' }) },
    resolve: (_, { id }, context) => nodeOf(id, context),
  }),
  nodes: t.field({
    type: [Node],
    nullable: { list: false, items: true },
    description: 'What has these ids, in their order, with null where there is nothing.',
    args: {
      ids: t.arg.idList({ required: true, description: `the \`id\` of nodes, at most ${MAX_FIRST}` }),
    },
    resolve: (_, { ids }, context) => {
      if (ids.length > MAX_FIRST) throw failure('BAD_ARGUMENT', `At most ${MAX_FIRST} ids can be asked for.`);
      return Promise.all(ids.map((id) => nodeOf(id, context)));
    },
  }),
}));

async function nodeOf(id: string, context: SchemaContext): Promise<unknown> {
  const { loaders, runtime } = context;
  const key = readNodeId(id);
  if (!key) return null;
  switch (key.type) {
    case 'Namespace': {
      const known = await knownNamespaces(runtime.database.pool, [key.namespace]);
      return known.has(key.namespace) ? { namespaceName: key.namespace } : null;
    }
    case 'Flow': {
      const { namespace, flowId, revision } = key;
      if (revision !== undefined) return flowAtRevision(context, namespace, flowId, revision);
      const row = await loaders.flow.load({ namespace, flowId });
      return row && !row.deleted ? newestFlow(row) : null;
    }
    case 'FlowRevision': {
      const { namespace, flowId, revision } = key;
      return loaders.revision.load({ namespace, flowId, revision });
    }
    case 'Execution':
      return loaders.execution.load(key.executionId);
    case 'TaskRun':
      return loaders.taskRun.load(key);
    case 'Attempt':
      return attemptById(runtime.database.pool, key.attemptId);
  }
}
