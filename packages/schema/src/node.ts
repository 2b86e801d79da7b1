import { builder } from './builder';

/** Knows the GraphQL type of its values, so that an interface or a union can tell. */
export interface Named {
  readonly __typename: string;
}

/**
 * Global ids are natural keys that a person can read: `namespace/flowId` (the newest revision), `namespace/flowId@3`, an
 * execution's own id.
 */
export type GlobalId =
  | { readonly type: 'Flow'; readonly namespace: string; readonly flowId: string }
  | {
      readonly type: 'FlowRevision';
      readonly namespace: string;
      readonly flowId: string;
      readonly revision: number;
    }
  | { readonly type: 'Execution'; readonly id: string };

export function readGlobalId(id: string): GlobalId {
  const flow = /^([^/@]+)\/([^/@]+?)(?:@(\d{1,9}))?$/.exec(id);
  if (!flow) return { type: 'Execution', id };
  const [, namespace = '', flowId = '', revision] = flow;
  if (revision === undefined) return { type: 'Flow', namespace, flowId };
  return { type: 'FlowRevision', namespace, flowId, revision: Number(revision) };
}

export function flowGlobalId(namespace: string, flowId: string, revision?: number): string {
  return revision === undefined ? `${namespace}/${flowId}` : `${namespace}/${flowId}@${revision}`;
}

export const Node = builder.interfaceRef<unknown>('Node').implement({
  description: 'Something with an id of its own: a natural key that a person can read.',
  fields: (t) => ({
    id: t.id({
      resolve: () => {
        throw new Error('Each type tells its own id.');
      },
    }),
  }),
});
