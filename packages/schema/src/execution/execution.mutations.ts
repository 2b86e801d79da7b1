import type { ExecutionRow } from '@headrace/db';
import type { InputIssue } from '@headrace/flow';
import type { StartResult, UploadedFile } from '@headrace/runtime';
import { z } from 'zod';
import { builder } from '../builder';
import { ErrorInterface, failure } from '../failure';
import { InvalidFlow } from '../flow/flow.mutations';
import { invalidFlow, type InvalidFlowShape } from '../flow/flow.shape';
import { LabelInput } from '../label';
import { InputFile, uploadOf } from '../upload/upload';
import { Execution } from './execution.type';

export interface FlowNotFoundShape {
  readonly failure: 'FlowNotFound';
  readonly message: string;
  readonly namespace: string;
  readonly flowId: string;
  readonly revision?: number | null;
}

export const FlowNotFound = builder.objectRef<FlowNotFoundShape>('FlowNotFound').implement({
  interfaces: [ErrorInterface],
  fields: (t) => ({
    namespace: t.exposeString('namespace'),
    flowId: t.exposeString('flowId'),
    revision: t.exposeInt('revision', { nullable: true }),
  }),
});

interface FlowDisabledShape {
  readonly failure: 'FlowDisabled';
  readonly message: string;
  readonly namespace: string;
  readonly flowId: string;
}

const FlowDisabled = builder.objectRef<FlowDisabledShape>('FlowDisabled').implement({
  interfaces: [ErrorInterface],
  fields: (t) => ({ namespace: t.exposeString('namespace'), flowId: t.exposeString('flowId') }),
});

export const InputIssueObject = builder.objectRef<InputIssue>('InputIssue').implement({
  fields: (t) => ({ input: t.exposeString('input'), message: t.exposeString('message') }),
});

interface InvalidInputsShape {
  readonly failure: 'InvalidInputs';
  readonly message: string;
  readonly issues: readonly InputIssue[];
}

const InvalidInputs = builder.objectRef<InvalidInputsShape>('InvalidInputs').implement({
  interfaces: [ErrorInterface],
  fields: (t) => ({ issues: t.field({ type: [InputIssueObject], resolve: ({ issues }) => [...issues] }) }),
});

interface InvalidLabelsShape {
  readonly failure: 'InvalidLabels';
  readonly message: string;
  readonly key: string;
}

const InvalidLabels = builder.objectRef<InvalidLabelsShape>('InvalidLabels').implement({
  interfaces: [ErrorInterface],
  fields: (t) => ({ key: t.exposeString('key') }),
});

interface Started {
  readonly execution: ExecutionRow;
}

const CreateExecutionSuccess = builder.objectRef<Started>('CreateExecutionSuccess').implement({
  fields: (t) => ({ execution: t.field({ type: Execution, resolve: ({ execution }) => execution }) }),
});

type Result =
  | Started
  | FlowNotFoundShape
  | FlowDisabledShape
  | (InvalidFlowShape & { readonly failure: 'InvalidFlow' })
  | InvalidInputsShape
  | InvalidLabelsShape;

const CreateExecutionResult = builder.unionType('CreateExecutionResult', {
  types: [CreateExecutionSuccess, FlowNotFound, FlowDisabled, InvalidFlow, InvalidInputs, InvalidLabels],
  resolveType: (result) =>
    'execution' in result ? 'CreateExecutionSuccess' : (result as { failure: string }).failure,
});

const CreateExecutionInput = builder.inputType('CreateExecutionInput', {
  fields: (t) => ({
    namespace: t.string({ required: true }),
    flowId: t.string({ required: true }),
    revision: t.int({ description: 'the newest when absent' }),
    inputs: t.field({ type: 'JSON', description: 'an object: input id to value' }),
    files: t.field({
      type: [InputFile],
      description:
        'of several for one input the last counts; one for an input that is no FILE gives its text',
    }),
    labels: t.field({ type: [LabelInput] }),
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
    args: { input: t.arg({ type: CreateExecutionInput, required: true }) },
    resolve: async (_, { input }, context) => {
      const request = {
        namespace: input.namespace,
        flowId: input.flowId,
        ...(typeof input.revision === 'number' && { revision: input.revision }),
        inputs: inputValuesOf(input.inputs),
        files: new Map((input.files ?? []).map(({ input: id, file }) => [id, uploadOf(context, file)])),
        labels: input.labels ?? [],
      };
      const issues = emptyFiles(request.files);
      if (issues.length > 0) return answer({ kind: 'inputsInvalid', issues }, request);
      return answer(await context.runtime.startExecution(request), request);
    },
  }),
);

/** Whoever sends an empty file has chosen the wrong one. */
function emptyFiles(files: ReadonlyMap<string, UploadedFile>): InputIssue[] {
  return [...files]
    .filter(([, { sizeBytes }]) => sizeBytes === 0)
    .map(([input, { name }]) => ({ input, message: `Can't upload file: ${name}` }));
}

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

function answer(
  result: StartResult,
  { namespace, flowId, revision }: { namespace: string; flowId: string; revision?: number },
): Result {
  switch (result.kind) {
    case 'started':
      return { execution: result.execution.row };
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
