import { Hono } from 'hono';
import { answerError, errorBody } from './errors';
import { executionRoutes } from './executions';
import { flowRoutes } from './flows';
import { logRoutes } from './logs';
import type { RestPorts } from './ports';
import { webhookRoutes } from './webhook';

/** Kestra's REST wire format, with and without the tenant `main` in the path. */
export function createRest(ports: RestPorts): Hono {
  const api = new Hono();
  api.route('/executions/webhook', webhookRoutes(ports));
  api.route('/executions', executionRoutes(ports));
  api.route('/flows', flowRoutes(ports));
  api.route('/logs', logRoutes(ports));

  const rest = new Hono();
  rest.route('/api/v1/main', api);
  rest.route('/api/v1', api);
  rest.notFound((context) => context.json(errorBody(context.req.path, 'Not Found'), 404));
  rest.onError((error, context) => answerError(error, context, ports.log));
  return rest;
}
