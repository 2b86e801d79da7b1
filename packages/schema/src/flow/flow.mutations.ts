import type { FlowIssue } from '@headrace/flow';
import type { SaveFlowResult } from '@headrace/runtime';
import { builder } from '../builder';
import { ErrorInterface, failure } from '../failure';
import {
  flowNotFound,
  FlowNotFound,
  type FlowNotFoundShape,
  InvalidFlow,
  type InvalidFlowFailure,
} from './flow.failures';
import { type FlowShape, invalidFlow, newestFlow } from './flow.shape';
import { Flow } from './flow.type';
import { FlowIssueObject } from './parts';

interface Saved {
  readonly flow: FlowShape;
  readonly revisionCreated: boolean;
  readonly issues: readonly FlowIssue[];
}

const SaveFlowSuccess = builder.objectRef<Saved>('SaveFlowSuccess').implement({
  description: 'The document is stored.',
  fields: (t) => ({
    flow: t.field({
      type: Flow,
      description: 'As this save left it: whoever saves another revision meanwhile does not show in it.',
      resolve: ({ flow }) => flow,
    }),
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

interface FlowConflictShape {
  readonly failure: 'FlowConflict';
  readonly message: string;
  readonly namespace: string;
  readonly flowId: string;
  readonly currentRevision: number | null;
}

const FlowConflict = builder.objectRef<FlowConflictShape>('FlowConflict').implement({
  description: 'The flow is not at the revision that was expected: nothing was stored.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    namespace: t.exposeString('namespace', { description: 'Of the flow that the document names.' }),
    flowId: t.exposeString('flowId', { description: 'The flow that the document names.' }),
    currentRevision: t.exposeInt('currentRevision', {
      nullable: true,
      description: 'Its newest revision; null when there is no such flow, or none any more.',
    }),
    currentFlow: t.field({
      type: Flow,
      nullable: true,
      description: 'The flow as it is now; null when there is none.',
      resolve: async ({ namespace, flowId }, _, { loaders }) => {
        const row = await loaders.flow.load({ namespace, flowId });
        return row && !row.deleted ? newestFlow(row) : null;
      },
    }),
  }),
});

type SaveResult = Saved | InvalidFlowFailure | FlowConflictShape;

const SaveFlowResultUnion = builder.unionType('SaveFlowResult', {
  description: 'What `saveFlow` answers.',
  types: [SaveFlowSuccess, InvalidFlow, FlowConflict],
  resolveType: (result) =>
    'failure' in result ? (result as { failure: string }).failure : 'SaveFlowSuccess',
});

const SaveFlowInput = builder.inputType('SaveFlowInput', {
  description: 'What to save.',
  fields: (t) => ({
    source: t.string({ required: true, description: 'YAML text' }),
    expectedRevision: t.int({
      description:
        'the revision that the text was made from, 0 for a new flow: nothing is stored if the flow is at another one. Without it the text is stored whatever is there.',
    }),
  }),
});

builder.mutationField('saveFlow', (t) =>
  t.field({
    type: SaveFlowResultUnion,
    description:
      'Stores a document as the newest revision of the flow it names, if it differs from the stored one.',
    args: { input: t.arg({ type: SaveFlowInput, required: true, description: 'what to save' }) },
    resolve: async (_, { input: { source, expectedRevision } }, { runtime }) => {
      if (typeof expectedRevision !== 'number') return answer(await runtime.saveFlow(source));
      if (expectedRevision < 0) throw failure('BAD_ARGUMENT', '`expectedRevision` must not be negative.');
      return answer(await runtime.saveFlow(source, { expectedRevision }));
    },
  }),
);

function answer(result: SaveFlowResult): SaveResult {
  switch (result.kind) {
    case 'invalid':
      return { failure: 'InvalidFlow', ...invalidFlow(result.issues) };
    case 'conflict': {
      const { namespace, flowId, currentRevision } = result;
      const now =
        currentRevision === null ? 'there is no such flow any more' : `it is at ${currentRevision} now`;
      const message = `The flow ${flowId} in namespace ${namespace} is not at the expected revision: ${now}.`;
      return { failure: 'FlowConflict', message, namespace, flowId, currentRevision };
    }
    case 'saved':
      return {
        flow: newestFlow(result.row),
        revisionCreated: result.revisionCreated,
        issues: result.issues,
      };
    case 'leftAlone':
      throw new Error('a save that was not to leave anything alone did so');
  }
}

interface FlowDeleted {
  readonly namespace: string;
  readonly flowId: string;
}

const DeleteFlowSuccess = builder.objectRef<FlowDeleted>('DeleteFlowSuccess').implement({
  description: 'The flow is gone. Its revisions and executions stay; what runs goes on.',
  fields: (t) => ({
    namespace: t.exposeString('namespace', { description: 'Where it was.' }),
    flowId: t.exposeString('flowId', { description: 'What was deleted.' }),
  }),
});

const DeleteFlowResult = builder.unionType('DeleteFlowResult', {
  description: 'What `deleteFlow` answers.',
  types: [DeleteFlowSuccess, FlowNotFound],
  resolveType: (result) =>
    'failure' in result ? (result as { failure: string }).failure : 'DeleteFlowSuccess',
});

const DeleteFlowInput = builder.inputType('DeleteFlowInput', {
  description: 'What to delete.',
  fields: (t) => ({
    namespace: t.string({ required: true, description: 'of the flow' }),
    flowId: t.string({ required: true, description: 'the flow to delete' }),
  }),
});

builder.mutationField('deleteFlow', (t) =>
  t.field({
    type: DeleteFlowResult,
    description: 'Deletes a flow. Saving it again brings it back, and its revisions are counted on.',
    args: { input: t.arg({ type: DeleteFlowInput, required: true, description: 'what to delete' }) },
    resolve: async (
      _,
      { input: { namespace, flowId } },
      { runtime },
    ): Promise<FlowDeleted | FlowNotFoundShape> =>
      (await runtime.deleteFlow(namespace, flowId))
        ? { namespace, flowId }
        : flowNotFound({ namespace, flowId }),
  }),
);
