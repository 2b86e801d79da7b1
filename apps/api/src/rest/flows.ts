import type { FlowIssue } from '@headrace/flow';
import type { FindFlowResult, Runtime } from '@headrace/runtime';
import { maskWebhookKeys } from '@headrace/schema';
import { Hono } from 'hono';
import { parseAllDocuments } from 'yaml';
import { conflict, illegalArgument, invalidEntity, notFound, RestError } from './errors';
import type { RestPorts } from './ports';

/** Kestra's `/flows`: documents as YAML text. */
export function flowRoutes({ runtime }: RestPorts): Hono {
  const routes = new Hono();

  routes.post('/', async (context) => {
    const source = await context.req.text();
    const { namespace, id } = identityOf(runtime, source);
    if ((await runtime.flow(namespace, id)).kind !== 'notFound')
      throw invalidEntity([{ path: 'flow.id', message: 'Flow id already exists' }]);
    return context.json(await save(runtime, source));
  });

  routes.post('/validate', async (context) => context.json(validate(runtime, await context.req.text())));

  routes.put('/:namespace/:id', async (context) => {
    const { namespace, id } = context.req.param();
    if ((await runtime.flow(namespace, id)).kind === 'notFound') throw notFound();
    const source = await context.req.text();
    const identity = identityOf(runtime, source);
    if (identity.id !== id) throw invalidEntity([{ path: 'flow.id', message: 'Illegal flow id update' }]);
    if (identity.namespace !== namespace)
      throw invalidEntity([{ path: 'flow.namespace', message: 'Illegal namespace update' }]);
    return context.json(await save(runtime, source));
  });

  routes.get('/:namespace/:id', async (context) => {
    const { namespace, id } = context.req.param();
    const { searchParams } = new URL(context.req.url);
    const revision = searchParams.get('revision');
    if (revision !== null && !/^[1-9]\d{0,8}$/.test(revision))
      throw new RestError(422, `Invalid format: the revision '${revision}' is not a number from 1 on`);
    const found = await runtime.flow(namespace, id, revision === null ? undefined : Number(revision));
    return context.json(flowJson(found, searchParams.get('source') === 'true', { namespace, id }));
  });

  routes.delete('/:namespace/:id', async (context) => {
    const { namespace, id } = context.req.param();
    if (!(await runtime.deleteFlow(namespace, id))) throw notFound();
    return context.body(null, 204);
  });

  return routes;
}

/** @throws RestError (422) with every error of the document */
function identityOf(runtime: Runtime, source: string): { namespace: string; id: string } {
  const parsed = runtime.checkFlow(source);
  if (!parsed.ok) throw refused(parsed.issues);
  return { namespace: parsed.flow.namespace, id: parsed.flow.id };
}

function refused(issues: readonly FlowIssue[]): RestError {
  const errors = issues.filter(({ severity }) => severity === 'error');
  return invalidEntity(
    errors.map((issue) => ({ path: issue.path, message: `${sentence(issue)} (line ${issue.line})` })),
  );
}

async function save(runtime: Runtime, source: string): Promise<object> {
  const result = await runtime.saveFlow(source);
  if (result.kind === 'invalid') throw refused(result.issues);
  const { namespace, flowId: id } = result;
  return flowJson(await runtime.flow(namespace, id), true, { namespace, id });
}

/** Webhook keys are masked in the source and in the document made of it. */
function flowJson(
  found: FindFlowResult,
  withSource: boolean,
  name: { namespace: string; id: string },
): object {
  switch (found.kind) {
    case 'notFound':
      throw notFound();
    case 'invalid': {
      const reason = found.issues.map(({ message }) => message).join('; ');
      if (!withSource) throw conflict(`Unable to read the flow: ${reason}`);
      return {
        ...name,
        revision: found.revision,
        deleted: false,
        exception: reason,
        source: maskWebhookKeys(found.source),
      };
    }
    case 'found': {
      const source = maskWebhookKeys(found.source);
      const document: unknown = parseAllDocuments(source)[0]?.toJS();
      const about = { revision: found.revision, disabled: found.disabled, deleted: false };
      return { ...(document as object), ...about, ...(withSource && { source }) };
    }
  }
}

/** Kestra's answer to `validate`: one entry for each document, `constraints` where it is not valid. */
function validate(runtime: Runtime, text: string): object[] {
  return splitDocuments(text).map((source, index) => {
    const parsed = runtime.checkFlow(source);
    const identity = parsed.ok ? { namespace: parsed.flow.namespace, id: parsed.flow.id } : parsed.identity;
    const errors = parsed.issues.filter(({ severity }) => severity === 'error');
    return {
      index,
      ...(identity && { flow: identity.id, namespace: identity.namespace }),
      ...(errors.length > 0 && {
        constraints: errors
          .map((issue) => (issue.path ? `${issue.path}: ${sentence(issue)}` : sentence(issue)))
          .join('\n'),
      }),
      outdated: false,
      deprecationPaths: [],
      warnings: parsed.issues.filter(({ severity }) => severity === 'warning').map(({ message }) => message),
      infos: [],
    };
  });
}

/** What Kestra's clients look for: of an unknown property, the words of Jackson, which reads its flows. */
function sentence({ message, unknownProperty }: FlowIssue): string {
  if (unknownProperty === undefined) return message;
  const { name, owner } = unknownProperty;
  return `Unrecognized field "${name}" (class ${CLASSES.get(owner) ?? owner}), not marked as ignorable`;
}

/** Kestra's names of what has no type of its own in a document. */
const CLASSES: ReadonlyMap<string, string> = new Map([
  ['flow', 'io.kestra.core.models.flows.Flow'],
  ['inputs', 'io.kestra.core.models.flows.Input'],
  ['outputs', 'io.kestra.core.models.flows.Output'],
  ['concurrency', 'io.kestra.core.models.flows.Concurrency'],
  ['pluginDefaults', 'io.kestra.core.models.flows.PluginDefault'],
  ['taskDefaults', 'io.kestra.core.models.flows.PluginDefault'],
  ['retry', 'io.kestra.core.models.tasks.retrys.AbstractRetry'],
  ['workerGroup', 'io.kestra.core.models.tasks.WorkerGroup'],
  ['labels', 'io.kestra.core.models.Label'],
  ['listeners', 'io.kestra.core.models.listeners.Listener'],
  ['sla', 'io.kestra.core.models.flows.sla.SLA'],
  ['checks', 'io.kestra.core.models.flows.check.Check'],
]);

/** More documents than anybody validates at once would only cost time. */
const MAX_DOCUMENTS = 200;

function splitDocuments(text: string): string[] {
  const documents = text.split(/^---\s*$/m).filter((document) => document.trim() !== '');
  if (documents.length > MAX_DOCUMENTS) throw illegalArgument(`at most ${MAX_DOCUMENTS} documents at once`);
  return documents.length > 0 ? documents : [text];
}
