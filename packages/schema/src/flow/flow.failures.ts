import { builder } from '../builder';
import { ErrorInterface } from '../failure';
import type { InvalidFlowShape } from './flow.shape';
import { FlowIssueObject } from './parts';

export interface InvalidFlowFailure extends InvalidFlowShape {
  readonly failure: 'InvalidFlow';
}

export const InvalidFlow = builder.objectRef<InvalidFlowFailure>('InvalidFlow').implement({
  description: 'The document is not a flow: nothing was stored or started.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    issues: t.field({
      type: [FlowIssueObject],
      description: 'Everything that is wrong, or worth knowing.',
      resolve: ({ issues }) => [...issues],
    }),
  }),
});

export interface FlowNotFoundShape {
  readonly failure: 'FlowNotFound';
  readonly message: string;
  readonly namespace: string;
  readonly flowId: string;
  readonly revision?: number | null;
}

export const FlowNotFound = builder.objectRef<FlowNotFoundShape>('FlowNotFound').implement({
  description: 'There is no such flow, or no such revision of it.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    namespace: t.exposeString('namespace', { description: 'As it was asked for.' }),
    flowId: t.exposeString('flowId', { description: 'As it was asked for.' }),
    revision: t.exposeInt('revision', { nullable: true, description: 'As it was asked for.' }),
  }),
});

export function flowNotFound(asked: {
  namespace: string;
  flowId: string;
  revision?: number;
}): FlowNotFoundShape {
  const { namespace, flowId, revision } = asked;
  const which = revision === undefined ? '' : ` with revision ${revision}`;
  const message = `There is no flow ${flowId} in namespace ${namespace}${which}.`;
  return { failure: 'FlowNotFound', message, namespace, flowId, revision };
}
