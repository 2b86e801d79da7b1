import type { InputIssue } from '@headrace/flow';
import { builder } from '../builder';
import { InvalidFlow } from '../flow/flow.mutations';
import { invalidFlow, type InvalidFlowShape } from '../flow/flow.shape';
import {
  flowNotFound,
  FlowNotFound,
  type FlowNotFoundShape,
  InputIssueObject,
  inputValuesOf,
} from './execution.mutations';

interface Validation {
  readonly issues: readonly InputIssue[];
}

const InputValidation = builder.objectRef<Validation>('InputValidation').implement({
  description: 'What starting an execution would say about its inputs.',
  fields: (t) => ({
    valid: t.boolean({ resolve: ({ issues }) => issues.length === 0 }),
    issues: t.field({ type: [InputIssueObject], resolve: ({ issues }) => [...issues] }),
  }),
});

type Result = Validation | FlowNotFoundShape | (InvalidFlowShape & { readonly failure: 'InvalidFlow' });

const ValidateInputsResult = builder.unionType('ValidateInputsResult', {
  types: [InputValidation, FlowNotFound, InvalidFlow],
  resolveType: (result) =>
    'failure' in result ? (result as { failure: string }).failure : 'InputValidation',
});

builder.queryField('validateInputs', (t) =>
  t.field({
    type: ValidateInputsResult,
    description: 'Checks the inputs of an execution, all at once, and starts nothing.',
    args: {
      namespace: t.arg.string({ required: true }),
      flowId: t.arg.string({ required: true }),
      revision: t.arg.int({ description: 'the newest when absent' }),
      inputs: t.arg({ type: 'JSON', description: 'an object: input id to value' }),
    },
    resolve: async (_, { namespace, flowId, revision, inputs }, { runtime }): Promise<Result> => {
      const asked = { namespace, flowId, revision: revision ?? undefined };
      const result = await runtime.validateInputs({ ...asked, inputs: inputValuesOf(inputs) });
      switch (result.kind) {
        case 'flowNotFound':
          return flowNotFound(asked);
        case 'flowInvalid':
          return { failure: 'InvalidFlow', ...invalidFlow(result.issues) };
        case 'checked':
          return { issues: result.issues };
      }
    },
  }),
);
