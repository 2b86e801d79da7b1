import { Hono } from 'hono';
import { answerError, errorBody } from './errors';
import { executionRoutes } from './executions';
import { fileRoutes } from './files';
import { flowRoutes } from './flows';
import { logRoutes } from './logs';
import type { RestEnvironment, RestPorts } from './ports';
import { webhookRoutes } from './webhook';

/** Kestra's REST wire format, with and without the tenant `main` in the path. */
export function createRest(ports: RestPorts): Hono<RestEnvironment> {
  const api = new Hono<RestEnvironment>();
  api.route('/executions/webhook', webhookRoutes(ports));
  api.route('/executions', executionRoutes(ports));
  api.route('/executions', fileRoutes(ports));
  api.route('/flows', flowRoutes(ports));
  api.route('/logs', logRoutes(ports));

  const rest = new Hono<RestEnvironment>();
  rest.route('/api/v1/main', api);
  rest.route('/api/v1', api);
  rest.notFound((context) => context.json(errorBody(context.req.path, 'Not Found'), 404));
  rest.onError((error, context) => answerError(error, context, ports.log));
  return rest;
}
