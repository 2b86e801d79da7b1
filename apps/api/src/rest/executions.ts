import type { StartedExecution, StartResult } from '@headrace/runtime';
import { type Context, Hono } from 'hono';
import type { RestEnvironment, RestPorts } from './ports';
import { badRequest, conflict, illegalArgument, invalidEntity, notFound, RestError } from './errors';
import { executionAsJson, startedAsJson } from './execution.json';
import { followAsEvents } from './follow';
import { readForm } from './form';
import { readLabel } from './label';
import { searchExecutions } from './search';

/** Kestra's `/executions`, as far as webhooks are not concerned. */
export function executionRoutes(ports: RestPorts): Hono<RestEnvironment> {
  const { runtime, follower } = ports;
  const routes = new Hono<RestEnvironment>();

  routes.get('/search', async (context) =>
    context.json(await searchExecutions(runtime, new URL(context.req.url))),
  );

  routes.get('/', async (context) => {
    const url = new URL(context.req.url);
    for (const name of ['namespace', 'flowId'])
      if (!url.searchParams.get(name)) throw badRequest(`Required argument [String ${name}] not specified`);
    return context.json(await searchExecutions(runtime, url, { exactNamespace: true }));
  });

  routes.get('/:id', async (context) => {
    const execution = await executionAsJson(runtime, context.req.param('id'));
    if (!execution) throw notFound();
    return context.json(execution);
  });

  routes.get('/:id/follow', (context) => followAsEvents(ports, context.req.param('id')));

  routes.post('/:id/eval/:taskRunId', async (context) => {
    const { id, taskRunId } = context.req.param();
    const expression = await context.req.text();
    const result = await runtime.evaluateExpression({ executionId: id, taskRunId, expression });
    if (result.kind !== 'evaluated') throw notFound();
    const { rendering } = result;
    if (rendering.error === null) return context.json({ result: rendering.result });
    // Kestra's clients show both; a trace of our own stack would tell them nothing.
    const { message } = rendering.error;
    return context.json({ error: message, stackTrace: message });
  });

  routes.delete('/:id', async (context) => {
    const id = context.req.param('id');
    if (await runtime.deleteExecution(id)) return context.body(null, 204);
    const known = await runtime.database.prisma.execution.findUnique({
      where: { id },
      select: { state: true },
    });
    if (!known) throw notFound();
    throw conflict(`the execution is not terminated, its state is '${known.state}'`);
  });

  const create = async (
    { req: { raw: request }, env: { form } }: Context<RestEnvironment>,
    namespace: string,
    flowId: string,
  ): Promise<object> => {
    const url = new URL(request.url);
    refuseUnknownWays(url);
    const revision = readRevision(url.searchParams.get('revision'));
    const labels = url.searchParams.getAll('labels').map(readLabel);
    const sent = await readForm(request, form, async () => {
      const found = await runtime.flow(namespace, flowId, revision);
      return new Set(found.kind === 'found' ? found.flow.inputs.map(({ id }) => id) : []);
    });
    const result = await runtime.startExecution({
      namespace,
      flowId,
      ...(revision !== undefined && { revision }),
      ...sent,
      labels,
    });
    // Waiting for the end may take long; the files are where they belong.
    await form?.discard();
    const started = startedExecution(result);
    if (url.searchParams.get('wait') !== 'true') return withUrl(startedAsJson(runtime, started), url);
    await follower.untilEnded(started.executionId, request.signal);
    return withUrl(await executionAsJson(runtime, started.executionId), url);
  };
  routes.post('/trigger/:namespace/:flowId', async (context) =>
    context.json(await create(context, context.req.param('namespace'), context.req.param('flowId'))),
  );
  routes.post('/:namespace/:flowId', async (context) =>
    context.json(await create(context, context.req.param('namespace'), context.req.param('flowId'))),
  );

  return routes;
}

/** What was started. @throws RestError for everything else */
export function startedExecution(result: StartResult): StartedExecution {
  switch (result.kind) {
    case 'started':
      return result.execution;
    case 'flowNotFound':
      throw notFound('Requested Flow is not found.');
    case 'flowDisabled':
      throw conflict('Requested Flow is disabled.');
    case 'flowInvalid':
      throw conflict(
        `Requested Flow is not valid. Error: ${result.issues.map(({ message }) => message).join('; ')}`,
      );
    case 'inputsInvalid':
      throw invalidEntity(result.issues.map(({ input, message }) => ({ path: input, message })));
    case 'labelsInvalid':
      throw illegalArgument(result.message);
  }
}

/** The answer to a start also names the page to look at. */
export function withUrl(execution: object | undefined, { origin }: URL): object {
  if (!execution) throw notFound();
  const { id, namespace, flowId } = execution as { id: string; namespace: string; flowId: string };
  return { ...execution, url: `${origin}/ui/executions/${namespace}/${flowId}/${id}` };
}

/** Ways of starting that Kestra has. Starting at once instead would do what nobody asked for. */
const WAYS_NOT_YET = ['scheduleDate', 'breakpoints'];

function refuseUnknownWays({ searchParams }: URL): void {
  for (const name of WAYS_NOT_YET)
    if (searchParams.get(name)) throw illegalArgument(`\`${name}\` cannot be used with this version yet`);
}

function readRevision(text: string | null): number | undefined {
  if (text === null || text === '') return undefined;
  const revision = Number(text);
  if (!Number.isInteger(revision) || revision < 1 || revision > 2_147_483_647)
    throw new RestError(422, `Invalid format: the revision '${text}' is not a number from 1 on`);
  return revision;
}
