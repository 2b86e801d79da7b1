import { createHash, timingSafeEqual } from 'node:crypto';
import { render } from '@headrace/expression';
import { type Flow, type JsonValue, WEBHOOK_TRIGGER_TYPE, type WebhookTrigger } from '@headrace/flow';
import type { FindFlowResult, Flows } from './flows';
import { expressionFunctions } from './functions';
import { defaultsOf } from './inputs';
import type { Ports } from './ports';
import { begin, CORRELATION_LABEL, type StartResult, startable, uponNewest } from './start';
import { unstorable } from './storable';
import type { Store } from './store';
import type { Viewer } from './viewer';

export interface WebhookRequest {
  readonly viewer: Viewer;
  readonly namespace: string;
  readonly flowId: string;
  readonly key: string;
  /** Parsed JSON, other text as text, bytes as base64; undefined = no body. */
  readonly body?: JsonValue;
  /** Given where the body is bytes. */
  readonly bodyEncoding?: 'base64';
  readonly headers: Readonly<Record<string, readonly string[]>>;
  /** Names of those headers that prove who the caller is: stored encrypted, readable to the flow alone. */
  readonly secretHeaders: ReadonlySet<string>;
  readonly parameters: Readonly<Record<string, readonly string[]>>;
}

export type WebhookResult =
  | Exclude<StartResult, { kind: 'repeated' | 'idempotencyConflict' | 'idempotencyKeyInvalid' }>
  | { readonly kind: 'webhookNotFound' };

/** Compared with where there is no key, so that an unknown flow costs the same work as a wrong key. */
const NO_KEY = digest('no webhook has this key, because it is compared by digest and never by text');

/** Starts an execution for a webhook call. An unknown flow and a wrong key get the same answer. */
export function startFromWebhook(
  ports: Ports,
  flows: Flows,
  store: Store,
  request: WebhookRequest,
): Promise<WebhookResult> {
  return uponNewest(flows, request, (found) => startRevision(ports, store, request, found));
}

/** null = the flow was saved, disabled or deleted meanwhile. */
async function startRevision(
  ports: Ports,
  store: Store,
  request: WebhookRequest,
  found: FindFlowResult,
): Promise<WebhookResult | null> {
  const { namespace, flowId, key, body } = request;
  const trigger = await matching(ports, found.kind === 'found' ? found.flow : null, key);
  if (!trigger) return { kind: 'webhookNotFound' };
  const ready = startable(found);
  if (ready.kind !== 'startable') return ready;
  const refused = unstorable(body);
  if (refused)
    return {
      kind: 'inputsInvalid',
      issues: [
        { input: 'body', message: `The body${refused.path && ` at ${refused.path}`} ${refused.reason}.` },
      ],
    };
  const executionId = ports.newId();
  const named = { flow: ready.flow, revision: ready.revision, executionId, now: ports.clock.now() };
  const { values: inputs, missing } = await defaultsOf(ports, named);
  // Started without them it would fail where nobody looks; the caller reads this.
  if (missing.length > 0) return { kind: 'inputsInvalid', issues: missing };
  const execution = {
    ...named,
    inputs,
    labels: [
      ...ready.flow.labels.filter(({ key: label }) => !label.startsWith('system.')),
      { key: CORRELATION_LABEL, value: executionId },
    ],
    trigger: {
      id: trigger.id,
      type: WEBHOOK_TRIGGER_TYPE,
      variables: variablesOf(request, ports),
    },
  };
  const newest = { namespace, flowId, revision: ready.revision };
  const started = await begin(ports, store, execution, newest);
  return started && { kind: 'started', executionId, execution: started };
}

/** What expressions see as `trigger`. A secret header that cannot be encrypted is not handed on. */
function variablesOf(
  { body, bodyEncoding, headers, secretHeaders, parameters }: WebhookRequest,
  { cipher }: Pick<Ports, 'cipher'>,
): Record<string, JsonValue> {
  const kept = Object.entries(headers).flatMap(([name, values]): [string, JsonValue][] => {
    if (!secretHeaders.has(name)) return [[name, values]];
    return cipher ? [[name, values.map((value) => cipher.encrypt(value))]] : [];
  });
  return {
    ...(body !== undefined && { body }),
    ...(bodyEncoding !== undefined && { bodyEncoding }),
    headers: Object.fromEntries(kept),
    parameters,
  };
}

/** The first enabled webhook whose rendered key is this one. Every key of the flow is looked at, whichever fits. */
async function matching(ports: Ports, flow: Flow | null, key: string): Promise<WebhookTrigger | null> {
  const wanted = digest(key);
  const isUnknown = timingSafeEqual(wanted, NO_KEY);
  let match: WebhookTrigger | null = null;
  for (const trigger of flow?.triggers ?? []) {
    if (trigger.type !== WEBHOOK_TRIGGER_TYPE) continue;
    const own = await renderedKey(ports, flow as Flow, trigger);
    const isSame = own !== null && timingSafeEqual(digest(own), wanted);
    if (isSame && !isUnknown && !trigger.disabled) match ??= trigger;
  }
  return match;
}

/** null = the key cannot be rendered, so nothing equals it. */
async function renderedKey(ports: Ports, flow: Flow, { key }: WebhookTrigger): Promise<string | null> {
  try {
    const context = { flow: { id: flow.id, namespace: flow.namespace }, vars: flow.variables };
    const functions = expressionFunctions(ports, { owners: [], reveal: (secret) => secret });
    return (await render(key, context, { functions })).trim();
  } catch {
    return null;
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
