import type { FlowIssue } from '@headrace/flow';
import { builder } from '../builder';
import { ErrorInterface } from '../failure';
import { type FlowShape, type InvalidFlowShape, invalidFlow, newestFlow } from './flow.shape';
import { Flow } from './flow.type';
import { FlowIssueObject } from './parts';

export const InvalidFlow = builder.objectRef<InvalidFlowShape>('InvalidFlow').implement({
  description: 'The document is not a flow: nothing was stored or started.',
  interfaces: [ErrorInterface],
  fields: (t) => ({ issues: t.field({ type: [FlowIssueObject], resolve: ({ issues }) => [...issues] }) }),
});

interface Saved {
  readonly flow: FlowShape;
  readonly revisionCreated: boolean;
  readonly issues: readonly FlowIssue[];
}

const SaveFlowSuccess = builder.objectRef<Saved>('SaveFlowSuccess').implement({
  fields: (t) => ({
    flow: t.field({ type: Flow, resolve: ({ flow }) => flow }),
    revisionCreated: t.exposeBoolean('revisionCreated', {
      description: 'false when the text is the one that is stored already',
    }),
    issues: t.field({
      type: [FlowIssueObject],
      description: 'warnings',
      resolve: ({ issues }) => [...issues],
    }),
  }),
});

const SaveFlowResult = builder.unionType('SaveFlowResult', {
  types: [SaveFlowSuccess, InvalidFlow],
  resolveType: (result) => ('flow' in result ? SaveFlowSuccess : InvalidFlow),
});

const SaveFlowInput = builder.inputType('SaveFlowInput', {
  fields: (t) => ({ source: t.string({ required: true, description: 'YAML text' }) }),
});

builder.mutationField('saveFlow', (t) =>
  t.field({
    type: SaveFlowResult,
    description:
      'Stores a document as the newest revision of the flow it names, if it differs from the stored one.',
    args: { input: t.arg({ type: SaveFlowInput, required: true }) },
    resolve: async (_, { input }, { runtime }) => {
      const result = await runtime.saveFlow(input.source);
      switch (result.kind) {
        case 'invalid':
          return invalidFlow(result.issues);
        case 'conflict':
        case 'leftAlone':
          throw new Error('nobody asked for a conflict');
        case 'saved':
          return {
            flow: newestFlow(result.row as never),
            revisionCreated: result.revisionCreated,
            issues: result.issues,
          };
      }
    },
  }),
);
