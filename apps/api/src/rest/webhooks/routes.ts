import { setTimeout as sleep } from 'node:timers/promises';
import { withUrl } from '../address';
import { answerJson } from '../answer';
import { endpoint, type Endpoint, type Method } from '../endpoint';
import { errorBody } from '../errors';
import { executionSchema } from '../executions/answers';
import { startedAsJson } from '../executions/json';
import type { RestPorts } from '../ports';
import { startedExecution } from '../results';
import { readWebhookBody } from './body';
import { secretHeaderTest } from './secret-headers';

/** A refusal takes so long whatever its reason: its time does not tell whether the flow exists. */
const REFUSAL_MS = 50;

/** The same for every reason, without the path: it holds the key that was tried. */
const REFUSAL = errorBody('/api/v1/executions/webhook', 'Not Found: Webhook not found');

const METHODS: readonly Method[] = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'];

/** `/executions/webhook/{namespace}/{flowId}/{key}`, any method. The key is a secret: nothing here logs the path. */
export function webhookEndpoints(ports: RestPorts): readonly Endpoint[] {
  const { runtime } = ports;
  const isSecret = secretHeaderTest(ports.secretHeaders);
  return METHODS.map((method) =>
    endpoint({
      method,
      path: '/executions/webhook/:namespace/:flowId/:key',
      operation: `triggerExecutionBy${method.charAt(0)}${method.slice(1).toLowerCase()}Webhook`,
      summary: 'Start an execution by a webhook of its flow. Any parameters are handed to the flow.',
      anyQuery: true,
      answers: { 200: { description: 'The execution.', schema: executionSchema }, errors: [404, 409] },
      async handle({ context, params: { namespace = '', flowId = '', key = '' }, url }) {
        const startedMs = performance.now();
        const headers = lists(pairs(context.env.rawHeaders));
        const result = await runtime.startFromWebhook({
          viewer: context.env.viewer,
          namespace,
          flowId,
          key,
          ...readWebhookBody(await context.env.body.bytes()),
          headers,
          secretHeaders: new Set(Object.keys(headers).filter((name) => isSecret(name.toLowerCase()))),
          parameters: lists([...url.searchParams]),
        });
        if (result.kind === 'webhookNotFound' || result.kind === 'flowNotFound') {
          await sleep(Math.max(0, REFUSAL_MS - (performance.now() - startedMs)));
          return answerJson(context, REFUSAL, 404);
        }
        return answerJson(context, withUrl(ports, startedAsJson(startedExecution(result)), url));
      },
    }),
  );
}

function pairs(flat: readonly string[]): [string, string][] {
  return flat.flatMap((name, index): [string, string][] =>
    index % 2 === 0 ? [[name, flat[index + 1] ?? '']] : [],
  );
}

function lists(entries: readonly (readonly [string, string])[]): Record<string, string[]> {
  const byName = new Map<string, string[]>();
  for (const [name, value] of entries) byName.set(name, [...(byName.get(name) ?? []), value]);
  return Object.fromEntries(byName);
}
