import { start, type TriggerInfo } from '@headrace/engine';
import {
  type CheckedInputs,
  checkInputs,
  checkLabels,
  type Flow,
  type FlowIssue,
  type InputIssue,
  type JsonValue,
  type Label,
} from '@headrace/flow';
import type { FindFlowResult, Flows } from './flows';
import type { Ports } from './ports';
import { UNSTORABLE, unstorablePath } from './storable';
import type { Store } from './store';

/** What a person or a script asks for. */
export interface StartRequest {
  readonly namespace: string;
  readonly flowId: string;
  /** The newest by default. */
  readonly revision?: number;
  /** By input id; values may be text. */
  readonly inputs: Readonly<Record<string, unknown>>;
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
  readonly flow: Flow;
  readonly revision: number;
  readonly inputs: Readonly<Record<string, JsonValue>> | null;
  readonly labels: (executionId: string) => readonly Label[];
  readonly trigger: TriggerInfo | null;
}

/** Stores a new execution with its first decision and answers its id. */
export async function begin(ports: Ports, store: Store, request: NewExecution): Promise<string> {
  const now = ports.clock.now();
  const executionId = ports.newId();
  const decision = start(
    request.flow,
    {
      kind: 'executionRequested',
      executionId,
      flowRevision: request.revision,
      inputs: request.inputs,
      labels: request.labels(executionId),
      trigger: request.trigger,
    },
    { now, newId: ports.newId },
  );
  if (decision.kind === 'ignored') throw new Error(`a new execution was ignored: ${decision.reason}`);
  await store(decision, now, { limitMs: START_LIMIT_MS });
  return executionId;
}

export const CORRELATION_LABEL = 'system.correlationId';

/** The values that an execution of the flow would get, or everything that is wrong with what was sent. */
function storableInputs(flow: Flow, inputs: StartRequest['inputs']): CheckedInputs {
  const checked = checkInputs(flow.inputs, inputs);
  if (!checked.ok) return checked;
  const path = unstorablePath(checked.values);
  if (path === null) return checked;
  return { ok: false, issues: [{ input: path, message: `The input ${path} ${UNSTORABLE}.` }] };
}

export type ValidateInputsResult =
  /** No issues: they can be started with. */
  | { readonly kind: 'checked'; readonly issues: readonly InputIssue[] }
  | Extract<StartResult, { kind: 'flowNotFound' | 'flowInvalid' }>;

/** Says everything that starting an execution would say about its inputs, and starts nothing. */
export async function validateInputs(
  flows: Flows,
  { namespace, flowId, revision, inputs }: Omit<StartRequest, 'labels'>,
): Promise<ValidateInputsResult> {
  const found = await flows.find(namespace, flowId, revision);
  switch (found.kind) {
    case 'notFound':
      return { kind: 'flowNotFound' };
    case 'invalid':
      return { kind: 'flowInvalid', issues: found.issues };
    case 'found': {
      const checked = storableInputs(found.flow, inputs);
      return { kind: 'checked', issues: checked.ok ? [] : checked.issues };
    }
  }
}

/** Starts an execution for a person or a script. Nothing is stored unless the answer is `started`. */
export async function startExecution(
  ports: Ports,
  flows: Flows,
  store: Store,
  { namespace, flowId, revision, inputs, labels = [] }: StartRequest,
): Promise<StartResult> {
  const found = startable(await flows.find(namespace, flowId, revision));
  if (found.kind !== 'startable') return found;
  const badLabel = checkLabels(labels);
  if (badLabel) return { kind: 'labelsInvalid', ...badLabel };
  const checked = storableInputs(found.flow, inputs);
  if (!checked.ok) return { kind: 'inputsInvalid', issues: checked.issues };
  const own = [...found.flow.labels.filter(({ key }) => !key.startsWith('system.')), ...labels];
  const executionId = await begin(ports, store, {
    flow: found.flow,
    revision: found.revision,
    inputs: found.flow.inputs.length > 0 ? checked.values : null,
    labels: (id) =>
      own.some(({ key }) => key === CORRELATION_LABEL)
        ? own
        : [...own, { key: CORRELATION_LABEL, value: id }],
    trigger: null,
  });
  return { kind: 'started', executionId };
}
