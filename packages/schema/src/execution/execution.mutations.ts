import { type ExecutionRow, IDEMPOTENCY_DAYS } from '@headrace/db';
import type { InputIssue } from '@headrace/flow';
import type { StartResult, UploadedFile } from '@headrace/runtime';
import { z } from 'zod';
import { builder } from '../builder';
import type { SchemaContext } from '../context';
import { ErrorInterface, failure } from '../failure';
import {
  flowNotFound,
  FlowNotFound,
  type FlowNotFoundShape,
  InvalidFlow,
  type InvalidFlowFailure,
} from '../flow/flow.failures';
import { invalidFlow } from '../flow/flow.shape';
import { LabelInput } from '../label';
import { InputFile, uploadOf } from '../upload/upload';
import { Execution } from './execution.type';

interface FlowDisabledShape {
  readonly failure: 'FlowDisabled';
  readonly message: string;
  readonly namespace: string;
  readonly flowId: string;
}

const FlowDisabled = builder.objectRef<FlowDisabledShape>('FlowDisabled').implement({
  description: 'The flow is disabled: nothing was started.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    namespace: t.exposeString('namespace', { description: 'As it was asked for.' }),
    flowId: t.exposeString('flowId', { description: 'As it was asked for.' }),
  }),
});

export const InputIssueObject = builder.objectRef<InputIssue>('InputIssue').implement({
  description: 'What is wrong with one input.',
  fields: (t) => ({
    inputId: t.exposeString('input', { description: 'Which input.' }),
    message: t.exposeString('message', { description: 'In one sentence, for people.' }),
  }),
});

interface InvalidInputsShape {
  readonly failure: 'InvalidInputs';
  readonly message: string;
  readonly issues: readonly InputIssue[];
}

const InvalidInputs = builder.objectRef<InvalidInputsShape>('InvalidInputs').implement({
  description: 'The inputs do not fit the flow: nothing was started.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    issues: t.field({
      type: [InputIssueObject],
      description: 'Everything that is wrong.',
      resolve: ({ issues }) => [...issues],
    }),
  }),
});

interface InvalidLabelsShape {
  readonly failure: 'InvalidLabels';
  readonly message: string;
  readonly key: string;
}

const InvalidLabels = builder.objectRef<InvalidLabelsShape>('InvalidLabels').implement({
  description: 'A label may not be given: nothing was started.',
  interfaces: [ErrorInterface],
  fields: (t) => ({ key: t.exposeString('key', { description: 'The key of the label.' }) }),
});

interface Started {
  readonly execution: ExecutionRow;
  readonly replayed: boolean;
}

interface IdempotencyConflictShape {
  readonly failure: 'IdempotencyConflict';
  readonly message: string;
  readonly executionId: string;
}

const IdempotencyConflict = builder.objectRef<IdempotencyConflictShape>('IdempotencyConflict').implement({
  description: 'Another request with the same key has started an execution: nothing was started.',
  interfaces: [ErrorInterface],
  fields: (t) => ({
    executionId: t.exposeString('executionId', { description: 'What the other request has started.' }),
  }),
});

const CreateExecutionSuccess = builder.objectRef<Started>('CreateExecutionSuccess').implement({
  description: 'The execution is stored and runs by itself.',
  fields: (t) => ({
    execution: t.field({
      type: Execution,
      description: 'As it was stored.',
      resolve: ({ execution }) => execution,
    }),
    replayed: t.exposeBoolean('replayed', {
      description: 'true: an earlier request with the same key has started it.',
    }),
  }),
});

type Result =
  | Started
  | FlowNotFoundShape
  | FlowDisabledShape
  | InvalidFlowFailure
  | InvalidInputsShape
  | InvalidLabelsShape
  | IdempotencyConflictShape;

const CreateExecutionResult = builder.unionType('CreateExecutionResult', {
  description: 'What `createExecution` answers.',
  types: [
    CreateExecutionSuccess,
    FlowNotFound,
    FlowDisabled,
    InvalidFlow,
    InvalidInputs,
    InvalidLabels,
    IdempotencyConflict,
  ],
  resolveType: (result) =>
    'execution' in result ? 'CreateExecutionSuccess' : (result as { failure: string }).failure,
});

const CreateExecutionInput = builder.inputType('CreateExecutionInput', {
  description: 'What to start, and with what.',
  fields: (t) => ({
    namespace: t.string({ required: true, description: 'of the flow' }),
    flowId: t.string({ required: true, description: 'the flow to run' }),
    revision: t.int({ description: 'the newest when absent' }),
    inputs: t.field({ type: 'JSON', description: 'an object: input id to value' }),
    files: t.field({
      type: [InputFile],
      description:
        'of several for one input the last counts; one for an input that is no FILE gives its text',
    }),
    labels: t.field({
      type: [LabelInput],
      description: "one takes the place of the flow's own of the same key",
    }),
    idempotencyKey: t.string({
      description: `names this request within the flow, 1 to 255 characters: sent again within ${IDEMPOTENCY_DAYS} days it starts nothing more and answers the same execution`,
    }),
  }),
});

const inputValues = z.record(z.string(), z.unknown());

/** @throws failure (`BAD_ARGUMENT`) if it is not a map */
export function inputValuesOf(sent: unknown): Record<string, unknown> {
  const inputs = inputValues.safeParse(sent ?? {});
  if (!inputs.success) throw failure('BAD_ARGUMENT', '`inputs` must be an object: input id to value.');
  return inputs.data;
}

builder.mutationField('createExecution', (t) =>
  t.field({
    type: CreateExecutionResult,
    description: 'Starts an execution. It is stored when this answers; it runs by itself.',
    args: {
      input: t.arg({ type: CreateExecutionInput, required: true, description: 'what to start' }),
    },
    resolve: async (_, { input }, context) => {
      const request = {
        namespace: input.namespace,
        flowId: input.flowId,
        ...(typeof input.revision === 'number' && { revision: input.revision }),
        inputs: inputValuesOf(input.inputs),
        files: new Map((input.files ?? []).map(({ inputId, file }) => [inputId, uploadOf(context, file)])),
        labels: input.labels ?? [],
        viewer: context.viewer,
        ...(typeof input.idempotencyKey === 'string' && { idempotencyKey: input.idempotencyKey }),
      };
      const issues = emptyFiles(request.files);
      if (issues.length > 0) return answer({ kind: 'inputsInvalid', issues }, request, context);
      return answer(await context.runtime.startExecution(request), request, context);
    },
  }),
);

/** Whoever sends an empty file has chosen the wrong one. */
function emptyFiles(files: ReadonlyMap<string, UploadedFile>): InputIssue[] {
  return [...files]
    .filter(([, { sizeBytes }]) => sizeBytes === 0)
    .map(([input, { name }]) => ({ input, message: `Can't upload file: ${name}` }));
}

async function answer(
  result: StartResult,
  { namespace, flowId, revision }: { namespace: string; flowId: string; revision?: number },
  { loaders }: SchemaContext,
): Promise<Result> {
  switch (result.kind) {
    case 'started':
      return { execution: result.execution.row, replayed: false };
    case 'repeated': {
      const execution = await loaders.execution.load(result.executionId);
      if (!execution) throw new Error(`The execution ${result.executionId} was deleted while it was read.`);
      return { execution, replayed: true };
    }
    case 'idempotencyConflict': {
      const { executionId } = result;
      const message = `Another request with the same idempotency key has started the execution ${executionId}.`;
      return { failure: 'IdempotencyConflict', message, executionId };
    }
    case 'idempotencyKeyInvalid':
      throw failure('BAD_ARGUMENT', result.message);
    case 'flowNotFound':
      return flowNotFound({ namespace, flowId, revision });
    case 'flowDisabled':
      return { failure: 'FlowDisabled', message: `The flow ${flowId} is disabled.`, namespace, flowId };
    case 'flowInvalid':
      return { failure: 'InvalidFlow', ...invalidFlow(result.issues) };
    case 'inputsInvalid': {
      const message = result.issues.map((issue) => `${issue.input}: ${issue.message}`).join('; ');
      return { failure: 'InvalidInputs', message, issues: result.issues };
    }
    case 'labelsInvalid':
      return { failure: 'InvalidLabels', message: result.message, key: result.key };
  }
}
