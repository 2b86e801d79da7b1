import type { InputIssue, ResolvedInput } from '@headrace/flow';
import { builder } from '../builder';
import {
  flowNotFound,
  FlowNotFound,
  type FlowNotFoundShape,
  InvalidFlow,
  type InvalidFlowFailure,
} from '../flow/flow.failures';
import { invalidFlow } from '../flow/flow.shape';
import { InputIssueObject, inputValuesOf } from './execution.mutations';

interface Validation {
  readonly issues: readonly InputIssue[];
  readonly inputs: readonly ResolvedInput[];
}

const CheckedInput = builder.objectRef<ResolvedInput>('CheckedInput').implement({
  description: 'What would become of one input.',
  fields: (t) => ({
    inputId: t.exposeString('id', { description: 'Which input.' }),
    enabled: t.exposeBoolean('isAskedFor', {
      description: 'false when its `dependsOn` does not hold: it is left out.',
    }),
    value: t.field({
      type: 'JSON',
      nullable: true,
      description: 'As it would be stored, rendered if it is a default. Secrets are masked.',
      resolve: ({ value }) => value,
    }),
    isDefault: t.exposeBoolean('isDefault', { description: 'Whether the value is the default.' }),
    choices: t.stringList({
      nullable: true,
      description: 'What may be chosen; null when its list could not be rendered, or it has none.',
      resolve: ({ choices }) => choices && [...choices],
    }),
    error: t.string({
      nullable: true,
      description: 'What is wrong with it.',
      resolve: ({ issue }) => issue?.message,
    }),
  }),
});

const InputValidation = builder.objectRef<Validation>('InputValidation').implement({
  description: 'What starting an execution would say about its inputs.',
  fields: (t) => ({
    valid: t.boolean({
      description: 'Whether an execution can be started with them.',
      resolve: ({ issues }) => issues.length === 0,
    }),
    issues: t.field({
      type: [InputIssueObject],
      description: 'Everything that is wrong.',
      resolve: ({ issues }) => [...issues],
    }),
    inputs: t.field({
      type: [CheckedInput],
      description: 'All inputs in the order of the flow.',
      resolve: ({ inputs }) => [...inputs],
    }),
  }),
});

type Result = Validation | FlowNotFoundShape | InvalidFlowFailure;

const ValidateInputsResult = builder.unionType('ValidateInputsResult', {
  description: 'What `validateInputs` answers.',
  types: [InputValidation, FlowNotFound, InvalidFlow],
  resolveType: (result) =>
    'failure' in result ? (result as { failure: string }).failure : 'InputValidation',
});

builder.queryField('validateInputs', (t) =>
  t.field({
    type: ValidateInputsResult,
    description: 'Checks the inputs of an execution, all at once, and starts nothing.',
    args: {
      namespace: t.arg.string({ required: true, description: 'of the flow' }),
      flowId: t.arg.string({ required: true, description: 'the flow that would run' }),
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
          return { issues: result.issues, inputs: result.inputs };
      }
    },
  }),
);
