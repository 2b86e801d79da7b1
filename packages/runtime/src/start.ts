import type { CommitOutcome, ExecutionRow, FlowPointer, IdempotencyKey } from '@headrace/db';
import { type Decided, start, type TriggerInfo } from '@headrace/engine';
import {
  checkLabels,
  type Flow,
  type FlowIssue,
  type InputIssue,
  type JsonValue,
  type Label,
  type ResolvedInput,
} from '@headrace/flow';
import { answered } from './answers';
import { type FileOwner, folderOf } from './file/address';
import { storeUpload, type UploadedFile } from './file/execution-files';
import type { FindFlowResult, Flows } from './flows';
import { earlierStart, namedRequest, startOfKey } from './idempotency';
import { inputsOf } from './inputs';
import type { Ports } from './ports';
import type { Store } from './store';
import type { Viewer } from './viewer';

/** What a person or a script asks for. */
export interface StartRequest {
  /** Anyone by default, as long as there is nobody else. */
  readonly viewer?: Viewer;
  readonly namespace: string;
  readonly flowId: string;
  /** The newest by default. */
  readonly revision?: number;
  /** By input id; values may be text. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** By input id. */
  readonly files?: ReadonlyMap<string, UploadedFile>;
  readonly labels?: readonly Label[];
  /**
   * Names the request within its flow, so that it may be sent again: the same one starts nothing more and is told what the first
   * one has started. Known for `IDEMPOTENCY_DAYS`, or until that execution is deleted.
   */
  readonly idempotencyKey?: string;
}

export type StartResult =
  | {
      readonly kind: 'started';
      readonly executionId: string;
      /** As it was stored: whoever answers need not read it back. */
      readonly execution: StartedExecution;
    }
  | { readonly kind: 'flowNotFound' }
  | { readonly kind: 'flowDisabled' }
  | { readonly kind: 'flowInvalid'; readonly issues: readonly FlowIssue[] }
  | { readonly kind: 'inputsInvalid'; readonly issues: readonly { input: string; message: string }[] }
  | { readonly kind: 'labelsInvalid'; readonly key: string; readonly message: string }
  /** The same request was answered before: it has started this execution. */
  | { readonly kind: 'repeated'; readonly executionId: string }
  /** Another request with the same key has started this execution. */
  | { readonly kind: 'idempotencyConflict'; readonly executionId: string }
  | { readonly kind: 'idempotencyKeyInvalid'; readonly message: string };

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

/** An execution right after its first decision. */
export interface StartedExecution extends NewExecution {
  readonly decision: Decided;
  /** As lists show it. */
  readonly row: ExecutionRow;
}

/**
 * Stores a new execution with its first decision. null = `newest` is not what the flow's name means any more: ask again.
 */
export async function begin(
  ports: Ports,
  store: Store,
  execution: NewExecution,
  newest: FlowPointer | undefined,
): Promise<StartedExecution | null> {
  const outcome = await beginOnce(ports, store, execution, { newest });
  switch (outcome.kind) {
    case 'started':
      return outcome.execution;
    case 'flowChanged':
      return null;
    case 'repeated':
      throw new Error(`the new execution ${execution.executionId} has no key and yet was started before`);
  }
}

type Beginning =
  | { readonly kind: 'started'; readonly execution: StartedExecution }
  | Extract<CommitOutcome, { kind: 'flowChanged' | 'repeated' }>;

async function beginOnce(
  ports: Ports,
  store: Store,
  execution: NewExecution,
  guards: { readonly newest?: FlowPointer; readonly idempotency?: IdempotencyKey },
): Promise<Beginning> {
  const { executionId, now, flow, revision, inputs, labels, trigger } = execution;
  const identity = {
    id: executionId,
    namespace: flow.namespace,
    flowId: flow.id,
    flowRevision: revision,
    originalId: executionId,
    createdAt: now.toISOString(),
    state: 'CREATED' as const,
  };
  const request = { executionId, flowRevision: revision, inputs, labels, trigger };
  const facts = async () => ({ inputs, labels, trigger });
  const decision = await answered(ports, { flow, execution: identity, facts }, (answers) =>
    start(flow, request, { now, newId: ports.newId, answers }),
  );
  const outcome = await store.commit(decision, {
    version: 0,
    limitMs: START_LIMIT_MS,
    newestRevision: guards.newest,
    idempotency: guards.idempotency,
  });
  switch (outcome.kind) {
    case 'committed':
      return { kind: 'started', execution: { ...execution, decision, row: rowOf(execution, decision) } };
    case 'flowChanged':
    case 'repeated':
      return outcome;
    case 'stale':
      throw new Error(`the new execution ${executionId} is stale`);
  }
}

function rowOf(
  { executionId, now, flow, revision, labels, trigger }: NewExecution,
  decision: Decided,
): ExecutionRow {
  const { execution } = decision.changes;
  const instant = (text: string | null | undefined) => (text ? new Date(text) : null);
  return {
    id: executionId,
    namespace: flow.namespace,
    flowId: flow.id,
    flowRevision: revision,
    state: decision.after.execution.state,
    history: execution?.history ?? [],
    seq: decision.events.length,
    labels,
    trigger: trigger && { id: trigger.id, type: trigger.type },
    parentId: null,
    originalId: executionId,
    attemptNumber: 1,
    error: execution?.error ?? null,
    createdAt: now,
    startedAt: instant(execution?.startedAt),
    endedAt: instant(execution?.endedAt),
  };
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
  { namespace, flowId, revision, inputs, files }: Omit<StartRequest, 'labels' | 'idempotencyKey'>,
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
  request: StartRequest,
): Promise<StartResult> {
  const { namespace, flowId, revision } = request;
  const named = await namedRequest(request);
  if (named.kind === 'idempotencyKeyInvalid') return named;
  const idempotency = named.kind === 'named' ? named.idempotency : undefined;
  // First, because what was started stays so, whatever became of the flow. The commit asks once more.
  const earlier = idempotency && (await earlierStart(ports, idempotency));
  if (earlier) return earlier;
  const begun = (found: FindFlowResult) => startRevision(ports, store, request, found, idempotency);
  if (revision === undefined) return uponNewest(flows, request, begun);
  const result = await begun(await flows.find(namespace, flowId, revision));
  if (!result)
    throw new Error(`revision ${revision} of ${namespace}.${flowId} was refused by a guard that it has not`);
  return result;
}

/** A flow that is saved as fast as it can be asked for is somebody's loop. */
const MOST_ROUNDS = 10;

/**
 * Starts with the newest revision of a flow: with what is remembered of it, which costs no question, and if that leads to anything
 * but a start, with what is stored. `ask` answers null where the flow changed between the question and the commit.
 */
export async function uponNewest<Result extends { readonly kind: string }>(
  flows: Flows,
  { namespace, flowId }: { readonly namespace: string; readonly flowId: string },
  ask: (found: FindFlowResult) => Promise<Result | null>,
): Promise<Result> {
  const remembered = await flows.remembered(namespace, flowId);
  if (remembered) {
    const result = await ask(remembered);
    if (result?.kind === 'started' || result?.kind === 'repeated') return result;
  }
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const result = await ask(await flows.find(namespace, flowId));
    if (result) return result;
  }
  throw new Error(`the flow ${namespace}.${flowId} changed ${MOST_ROUNDS} times while it was started`);
}

/** null = the flow was saved, disabled or deleted meanwhile. */
async function startRevision(
  ports: Ports,
  store: Store,
  { namespace, flowId, revision, inputs, files, labels = [] }: StartRequest,
  flowFound: FindFlowResult,
  idempotency: IdempotencyKey | undefined,
): Promise<StartResult | null> {
  const found = startable(flowFound);
  if (found.kind !== 'startable') return found;
  const badLabel = checkLabels(labels);
  if (badLabel) return { kind: 'labelsInvalid', ...badLabel };
  const { flow } = found;
  const executionId = ports.newId();
  const now = ports.clock.now();
  const named = { flow, revision: found.revision, executionId, now };
  const checked = await inputsOf(ports, { ...named, supplied: inputs, files });
  if (checked.kind === 'invalid') return { kind: 'inputsInvalid', issues: checked.issues };
  // A label of the call replaces the flow's of its key; of one that is given twice the last counts.
  const asked = new Map(labels.map(({ key, value }) => [key, value]));
  const own = [
    ...flow.labels.filter(({ key }) => !key.startsWith('system.') && !asked.has(key)),
    ...[...asked].map(([key, value]) => ({ key, value })),
  ];
  const isCorrelated = own.some(({ key }) => key === CORRELATION_LABEL);
  const execution: NewExecution = {
    ...named,
    inputs: flow.inputs.length > 0 ? checked.values : null,
    labels: isCorrelated ? own : [...own, { key: CORRELATION_LABEL, value: executionId }],
    trigger: null,
  };
  const owner = { namespace, flowId, executionId };
  await storeUploads(ports, owner, checked.uploads);
  // From here on the files stay: whoever gets an error cannot know whether the commit was done.
  const newest = revision === undefined ? { namespace, flowId, revision: found.revision } : undefined;
  const outcome = await beginOnce(ports, store, execution, { newest, idempotency });
  if (outcome.kind === 'started') return { kind: 'started', executionId, execution: outcome.execution };
  if (checked.uploads.size > 0) await ports.storage.delete(folderOf(owner));
  if (outcome.kind === 'flowChanged' || !idempotency) return null;
  return startOfKey(idempotency, outcome);
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
