import { type Context, Hono } from 'hono';
import { answerJson } from './answer';
import { bySpecificity, type Endpoint, type Method } from './endpoint';
import { answerError, errorBody } from './errors';
import { executionEndpoints } from './executions/routes';
import { executionListEndpoints } from './executions/search-routes';
import { fileEndpoints } from './files/routes';
import { flowEndpoints } from './flows/routes';
import { logEndpoints } from './logs/routes';
import { unbuiltEndpoints } from './not-built';
import { openApiEndpoint } from './openapi';
import type { RestEnvironment, RestPorts } from './ports';
import { webhookEndpoints } from './webhooks/routes';

/** With and without the tenant: older clients, and Kestra's Python client by default, leave it out. */
const PREFIXES = ['/api/v1/main', '/api/v1'] as const;

/** All that answers, built and not built, literal addresses first. */
export function restEndpoints(ports: RestPorts): readonly Endpoint[] {
  const built = [
    ...webhookEndpoints(ports),
    ...executionListEndpoints(ports),
    ...executionEndpoints(ports),
    ...fileEndpoints(ports),
    ...flowEndpoints(ports),
    ...logEndpoints(ports),
  ];
  const all = [...built, openApiEndpoint(built), ...unbuiltEndpoints()];
  return all.sort(bySpecificity);
}

/** Kestra's REST wire format. */
export function createRest(
  ports: RestPorts,
  endpoints: readonly Endpoint[] = restEndpoints(ports),
): Hono<RestEnvironment> {
  const rest = new Hono<RestEnvironment>();
  for (const prefix of PREFIXES)
    for (const { method, path, isMeant, handle } of endpoints)
      rest.on(method, prefix + path, async (context: Context<RestEnvironment>, next) =>
        isMeant && !isMeant(context.req.param()) ? next() : handle(context),
      );
  const methodsOf = methodsByAddress(endpoints);
  rest.notFound((context) => {
    const { path, method } = context.req;
    const allowed = methodsOf(path);
    if (allowed.length === 0) return answerJson(context, errorBody(path, 'Not Found'), 404);
    const message = `Method Not Allowed: Method [${method}] not allowed for URI [${path}]. Allowed methods: [${allowed.join(', ')}]`;
    return answerJson(context, errorBody(path, message), 405, { Allow: allowed.join(', ') });
  });
  rest.onError((error, context) => answerError(error, context, ports.log));
  return rest;
}

/** Which methods an address has; none where there is no such address. */
function methodsByAddress(endpoints: readonly Endpoint[]): (path: string) => readonly string[] {
  const patterns = endpoints.map(({ method, path }) => ({
    method,
    pattern: new RegExp(
      `^/api/v1(?:/main)?${path.replace(/[.]/g, '\\.').replace(/:[a-zA-Z]+/g, '[^/]+')}/?$`,
    ),
  }));
  return (path) => {
    const methods = new Set<Method | 'HEAD'>();
    for (const { method, pattern } of patterns) {
      if (!pattern.test(path)) continue;
      methods.add(method);
      if (method === 'GET') methods.add('HEAD');
    }
    return [...methods].sort();
  };
}
