import { start, type TriggerInfo } from '@headrace/engine';
import {
  checkLabels,
  type Flow,
  type FlowIssue,
  type InputIssue,
  type JsonValue,
  type Label,
  type ResolvedInput,
} from '@headrace/flow';
import { type FileOwner, folderOf } from './file/address';
import { storeUpload, type UploadedFile } from './file/execution-files';
import type { FindFlowResult, Flows } from './flows';
import { inputsOf } from './inputs';
import { settledOutputs } from './outputs';
import type { Ports } from './ports';
import type { Store } from './store';

/** What a person or a script asks for. */
export interface StartRequest {
  readonly namespace: string;
  readonly flowId: string;
  /** The newest by default. */
  readonly revision?: number;
  /** By input id; values may be text. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** By input id. */
  readonly files?: ReadonlyMap<string, UploadedFile>;
  readonly labels?: readonly Label[];
}

export type StartResult =
  | { readonly kind: 'started'; readonly executionId: string }
  | { readonly kind: 'flowNotFound' }
  | { readonly kind: 'flowDisabled' }
  | { readonly kind: 'flowInvalid'; readonly issues: readonly FlowIssue[] }
  | { readonly kind: 'inputsInvalid'; readonly issues: readonly { input: string; message: string }[] }
  | { readonly kind: 'labelsInvalid'; readonly key: string; readonly message: string };

/** A flow that may be started, or why it may not. */
export type Startable =
  | { readonly kind: 'startable'; readonly flow: Flow; readonly revision: number }
  | Extract<StartResult, { kind: 'flowNotFound' | 'flowDisabled' | 'flowInvalid' }>;

export function startable(found: FindFlowResult): Startable {
  switch (found.kind) {
    case 'notFound':
      return { kind: 'flowNotFound' };
    case 'invalid':
      return { kind: 'flowInvalid', issues: found.issues };
    case 'found':
      return found.disabled
        ? { kind: 'flowDisabled' }
        : { kind: 'startable', flow: found.flow, revision: found.revision };
  }
}

/** A caller waits for the answer: give up soon, nothing is stored then. */
const START_LIMIT_MS = 5_000;

export interface NewExecution {
  readonly executionId: string;
  readonly now: Date;
  readonly flow: Flow;
  readonly revision: number;
  readonly inputs: Readonly<Record<string, JsonValue>> | null;
  readonly labels: readonly Label[];
  readonly trigger: TriggerInfo | null;
}

/** Stores a new execution with its first decision. */
export async function begin(
  ports: Ports,
  store: Store,
  { executionId, now, flow, revision, inputs, labels, trigger }: NewExecution,
): Promise<void> {
  const input = {
    kind: 'executionRequested',
    executionId,
    flowRevision: revision,
    inputs,
    labels,
    trigger,
  } as const;
  const decision = await settledOutputs(
    ports,
    flow,
    {
      id: executionId,
      namespace: flow.namespace,
      flowId: flow.id,
      flowRevision: revision,
      originalId: executionId,
      createdAt: now,
      inputs,
      labels,
      trigger,
    },
    (flowOutputs) => start(flow, input, { now, newId: ports.newId, flowOutputs }),
  );
  if (decision.kind === 'ignored') throw new Error(`a new execution was ignored: ${decision.reason}`);
  await store(decision, now, { limitMs: START_LIMIT_MS });
}

export const CORRELATION_LABEL = 'system.correlationId';

export type ValidateInputsResult =
  /** No issues: they can be started with. */
  | {
      readonly kind: 'checked';
      readonly issues: readonly InputIssue[];
      /** In the order of the document; secrets are masked. Empty when a file was refused. */
      readonly inputs: readonly ResolvedInput[];
    }
  | Extract<StartResult, { kind: 'flowNotFound' | 'flowInvalid' }>;

/** Says everything that starting an execution would say about its inputs, and starts nothing. */
export async function validateInputs(
  ports: Ports,
  flows: Flows,
  { namespace, flowId, revision, inputs, files }: Omit<StartRequest, 'labels'>,
): Promise<ValidateInputsResult> {
  const found = await flows.find(namespace, flowId, revision);
  switch (found.kind) {
    case 'notFound':
      return { kind: 'flowNotFound' };
    case 'invalid':
      return { kind: 'flowInvalid', issues: found.issues };
    case 'found': {
      const checked = await inputsOf(ports, {
        flow: found.flow,
        revision: found.revision,
        executionId: ports.newId(),
        now: ports.clock.now(),
        supplied: inputs,
        files,
      });
      const issues = checked.kind === 'invalid' ? checked.issues : [];
      return { kind: 'checked', issues, inputs: checked.inputs };
    }
  }
}

/** Starts an execution for a person or a script. Nothing is stored unless the answer is `started`. */
export async function startExecution(
  ports: Ports,
  flows: Flows,
  store: Store,
  { namespace, flowId, revision, inputs, files, labels = [] }: StartRequest,
): Promise<StartResult> {
  const found = startable(await flows.find(namespace, flowId, revision));
  if (found.kind !== 'startable') return found;
  const badLabel = checkLabels(labels);
  if (badLabel) return { kind: 'labelsInvalid', ...badLabel };
  const { flow } = found;
  const executionId = ports.newId();
  const now = ports.clock.now();
  const named = { flow, revision: found.revision, executionId, now };
  const checked = await inputsOf(ports, { ...named, supplied: inputs, files });
  if (checked.kind === 'invalid') return { kind: 'inputsInvalid', issues: checked.issues };
  const own = [...flow.labels.filter(({ key }) => !key.startsWith('system.')), ...labels];
  const isCorrelated = own.some(({ key }) => key === CORRELATION_LABEL);
  const execution: NewExecution = {
    ...named,
    inputs: flow.inputs.length > 0 ? checked.values : null,
    labels: isCorrelated ? own : [...own, { key: CORRELATION_LABEL, value: executionId }],
    trigger: null,
  };
  await storeUploads(ports, { namespace, flowId, executionId }, checked.uploads);
  // From here on the files stay: whoever gets an error cannot know whether the commit was done.
  await begin(ports, store, execution);
  return { kind: 'started', executionId };
}

/** Stores files before the execution that names them: all, or none. */
async function storeUploads(
  { storage }: Ports,
  owner: FileOwner,
  uploads: ReadonlyMap<string, UploadedFile>,
): Promise<void> {
  try {
    for (const [inputId, file] of uploads) await storeUpload(storage, owner, inputId, file);
  } catch (error) {
    await storage.delete(folderOf(owner));
    throw error;
  }
}
