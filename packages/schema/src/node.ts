import { builder } from './builder';

/**
 * What an id says: the type and the natural key, which is unique within the type. A flow that was reached by its revision (`revision`)
 * is another thing than the flow itself, which is always at its newest one.
 */
export type NodeKey =
  | { readonly type: 'Namespace'; readonly namespace: string }
  | { readonly type: 'Flow'; readonly namespace: string; readonly flowId: string; readonly revision?: number }
  | {
      readonly type: 'FlowRevision';
      readonly namespace: string;
      readonly flowId: string;
      readonly revision: number;
    }
  | { readonly type: 'Execution'; readonly executionId: string }
  | { readonly type: 'TaskRun'; readonly executionId: string; readonly taskRunId: string }
  | { readonly type: 'Attempt'; readonly attemptId: string };

/** The id of a node: opaque for clients, different for each thing of whatever type. */
export function nodeId(key: NodeKey): string {
  return Buffer.from(`${key.type}:${keyText(key)}`).toString('base64url');
}

function keyText(key: NodeKey): string {
  switch (key.type) {
    case 'Namespace':
      return key.namespace;
    case 'Flow':
      return key.revision === undefined
        ? `${key.namespace}/${key.flowId}`
        : `${key.namespace}/${key.flowId}@${key.revision}`;
    case 'FlowRevision':
      return `${key.namespace}/${key.flowId}@${key.revision}`;
    case 'Execution':
      return key.executionId;
    case 'TaskRun':
      return `${key.executionId}/${key.taskRunId}`;
    case 'Attempt':
      return key.attemptId;
  }
}

/** Longer than any id that is given out. */
const LONGEST_ID = 1_000;

/** null = it is no id of ours. Each thing has one id only: another spelling of it is none. */
export function readNodeId(id: string): NodeKey | null {
  if (id.length > LONGEST_ID) return null;
  const text = Buffer.from(id, 'base64url').toString();
  const key = readKey(text);
  return key && nodeId(key) === id ? key : null;
}

function readKey(text: string): NodeKey | null {
  const [, type, key = ''] = /^([A-Za-z]+):(.+)$/s.exec(text) ?? [];
  switch (type) {
    case 'Namespace':
      return { type, namespace: key };
    case 'Flow': {
      const flow = readFlowKey(key);
      if (!flow) return null;
      const { revision, ...name } = flow;
      return revision === undefined ? { type, ...name } : { type, ...name, revision };
    }
    case 'FlowRevision': {
      const flow = readFlowKey(key);
      if (!flow || flow.revision === undefined) return null;
      return { type, ...flow, revision: flow.revision };
    }
    case 'Execution':
      return { type, executionId: key };
    case 'TaskRun': {
      const [executionId, taskRunId, ...more] = key.split('/');
      return executionId && taskRunId && more.length === 0 ? { type, executionId, taskRunId } : null;
    }
    case 'Attempt':
      return { type, attemptId: key };
    default:
      return null;
  }
}

function readFlowKey(key: string): { namespace: string; flowId: string; revision?: number } | null {
  const [, namespace = '', flowId = '', revision] =
    /^([^/@]+)\/([^/@]+)(?:@([1-9]\d{0,8}))?$/.exec(key) ?? [];
  if (namespace === '') return null;
  return revision === undefined ? { namespace, flowId } : { namespace, flowId, revision: Number(revision) };
}

export const Node = builder.interfaceRef<unknown>('Node').implement({
  description: 'Something that `node` finds again by its id.',
  fields: (t) => ({
    id: t.id({
      description: 'Opaque, and different for each thing of whatever type. Arguments take natural keys.',
      resolve: () => {
        throw new Error('Each type tells its own id.');
      },
    }),
  }),
});
