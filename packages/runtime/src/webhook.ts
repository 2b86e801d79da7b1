import { createHash, timingSafeEqual } from 'node:crypto';
import { render } from '@headrace/expression';
import { type Flow, type JsonValue, WEBHOOK_TRIGGER_TYPE, type WebhookTrigger } from '@headrace/flow';
import type { FindFlowResult, Flows } from './flows';
import { expressionFunctions } from './functions';
import { defaultsOf } from './inputs';
import type { Ports } from './ports';
import { begin, type StartResult, startable, uponNewest } from './start';
import { UNSTORABLE, unstorablePath } from './storable';
import type { Store } from './store';

export interface WebhookRequest {
  readonly namespace: string;
  readonly flowId: string;
  readonly key: string;
  /** Parsed JSON, other text as text, undefined = no body. */
  readonly body: unknown;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly parameters: Readonly<Record<string, readonly string[]>>;
}

export type WebhookResult = StartResult | { readonly kind: 'webhookNotFound' };

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
  { namespace, flowId, key, body, headers, parameters }: WebhookRequest,
  found: FindFlowResult,
): Promise<WebhookResult | null> {
  const trigger = await matching(ports, found.kind === 'found' ? found.flow : null, key);
  if (!trigger) return { kind: 'webhookNotFound' };
  const ready = startable(found);
  if (ready.kind !== 'startable') return ready;
  const unstorable = unstorablePath(body as JsonValue | undefined);
  if (unstorable !== null)
    return { kind: 'inputsInvalid', issues: [{ input: 'body', message: `The body ${UNSTORABLE}.` }] };
  const executionId = ports.newId();
  const named = { flow: ready.flow, revision: ready.revision, executionId, now: ports.clock.now() };
  const execution = {
    ...named,
    inputs: await defaultsOf(ports, named),
    labels: ready.flow.labels.filter(({ key: label }) => !label.startsWith('system.')),
    trigger: {
      id: trigger.id,
      type: WEBHOOK_TRIGGER_TYPE,
      variables: {
        ...(body !== undefined && { body: body as JsonValue }),
        ...asVariables(headers, parameters),
      },
    },
  };
  const newest = { namespace, flowId, revision: ready.revision };
  const started = await begin(ports, store, execution, newest);
  return started && { kind: 'started', executionId, execution: started };
}

function asVariables(
  headers: WebhookRequest['headers'],
  parameters: WebhookRequest['parameters'],
): Record<string, JsonValue> {
  const lists = (map: WebhookRequest['headers']): JsonValue =>
    Object.fromEntries(Object.entries(map).map(([name, values]) => [name, [...values]]));
  return { headers: lists(headers), parameters: lists(parameters) };
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
