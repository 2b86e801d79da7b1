import { setTimeout as sleep } from 'node:timers/promises';
import { Hono } from 'hono';
import { errorBody } from './errors';
import { startedAsJson } from './execution.json';
import { startedExecution, withUrl } from './executions';
import type { RestPorts } from './ports';

/** A refusal takes so long whatever its reason: its time does not tell whether the flow exists. */
const REFUSAL_MS = 50;

/** The same for every reason, without the path: it holds the key that was tried. */
const REFUSAL = errorBody('/api/v1/executions/webhook', 'Not Found: Webhook not found');

/** Headers that prove who the caller is to somebody else are not handed to flows. */
const PRIVATE_HEADERS: ReadonlySet<string> = new Set(['authorization', 'cookie', 'proxy-authorization']);

/** `/executions/webhook/{namespace}/{flowId}/{key}`, any method. The key is a secret: nothing here logs the path. */
export function webhookRoutes({ runtime }: RestPorts): Hono {
  const routes = new Hono();
  routes.all('/:namespace/:flowId/:key', async (context) => {
    const startedMs = performance.now();
    const { namespace, flowId, key } = context.req.param();
    const url = new URL(context.req.url);
    const result = await runtime.startFromWebhook({
      namespace,
      flowId,
      key,
      body: bodyOf(await context.req.text()),
      headers: lists([...context.req.raw.headers].filter(([name]) => !PRIVATE_HEADERS.has(name))),
      parameters: lists([...url.searchParams]),
    });
    if (result.kind === 'webhookNotFound' || result.kind === 'flowNotFound') {
      await sleep(Math.max(0, REFUSAL_MS - (performance.now() - startedMs)));
      return context.json(REFUSAL, 404);
    }
    return context.json(withUrl(startedAsJson(runtime, startedExecution(result)), url));
  });
  return routes;
}

/** JSON objects and lists are parsed, every other text stays text; undefined without a body. */
function bodyOf(text: string): unknown {
  if (text === '') return undefined;
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function lists(entries: readonly (readonly [string, string])[]): Record<string, string[]> {
  const byName = new Map<string, string[]>();
  for (const [name, value] of entries) byName.set(name, [...(byName.get(name) ?? []), value]);
  return Object.fromEntries(byName);
}
