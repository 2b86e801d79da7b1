import type { Runtime, SaveFlowOptions } from '@headrace/runtime';
import { z } from 'zod';
import { answerJson } from '../answer';
import { endpoint, type Endpoint } from '../endpoint';
import { invalidEntity, notFound } from '../errors';
import type { RequestBody, RestPorts } from '../ports';
import { refused } from './issues';
import { flowJson, foundFlowJson } from './json';
import { flowQuery } from './params';
import { validate } from './validate';

const document = { types: ['application/x-yaml'], schema: z.string(), isRequired: true } as const;
const flow = {
  description: 'The document with its revision, and its text as `source` where that was asked for.',
  schema: z.looseObject({ id: z.string(), namespace: z.string(), revision: z.number() }),
};

/** Kestra's `/flows`: documents as YAML text. */
export function flowEndpoints({ runtime }: RestPorts): readonly Endpoint[] {
  return [
    endpoint({
      method: 'POST',
      path: '/flows',
      operation: 'createFlow',
      summary: 'Create a flow. One that there is already is left alone.',
      body: document,
      answers: { 200: flow },
      async handle({ context }) {
        // Two that create the same flow at once: one of them is told.
        const options = { expectedRevision: 0 };
        return answerJson(context, await save(runtime, await textOf(context.env.body), options));
      },
    }),
    endpoint({
      method: 'POST',
      path: '/flows/validate',
      operation: 'validateFlows',
      summary: 'Say what is wrong with documents, separated by `---`.',
      body: document,
      answers: {
        200: {
          description: 'An entry a document; valid where it has no `constraints`.',
          schema: z.array(z.looseObject({ index: z.number(), constraints: z.string().optional() })),
        },
      },
      handle: async ({ context }) =>
        answerJson(context, await validate(runtime, await textOf(context.env.body), context.req.raw.signal)),
    }),
    endpoint({
      method: 'PUT',
      path: '/flows/:namespace/:id',
      operation: 'updateFlow',
      summary: 'Save a new revision; the same text keeps the revision.',
      body: document,
      answers: { 200: flow, errors: [404] },
      async handle({ context, params: { namespace = '', id = '' } }) {
        if ((await runtime.flow(namespace, id)).kind === 'notFound') throw notFound();
        const source = await textOf(context.env.body);
        const identity = await identityOf(runtime, source);
        if (identity.id !== id) throw invalidEntity([{ path: 'flow.id', message: 'Illegal flow id update' }]);
        if (identity.namespace !== namespace)
          throw invalidEntity([{ path: 'flow.namespace', message: 'Illegal namespace update' }]);
        return answerJson(context, await save(runtime, source));
      },
    }),
    endpoint({
      method: 'GET',
      path: '/flows/:namespace/:id',
      operation: 'getFlow',
      summary: 'A flow, or one of its revisions.',
      query: flowQuery,
      answers: { 200: flow, errors: [404, 409] },
      async handle({ context, params: { namespace = '', id = '' }, query }) {
        const found = await runtime.flow(namespace, id, query.revision);
        if (found.kind !== 'notFound')
          return answerJson(context, await foundFlowJson(runtime, found, query.source, { namespace, id }));
        const deleted = query.allowDeleted ? await deletedFlow(runtime, namespace, id, query) : null;
        if (!deleted) throw notFound();
        return answerJson(context, deleted);
      },
    }),
    endpoint({
      method: 'DELETE',
      path: '/flows/:namespace/:id',
      operation: 'deleteFlow',
      summary: 'Delete a flow; its executions and revisions stay.',
      answers: { 204: { description: 'It is gone.' }, errors: [404] },
      async handle({ context, params: { namespace = '', id = '' } }) {
        if (!(await runtime.deleteFlow(namespace, id))) throw notFound();
        return context.body(null, 204);
      },
    }),
  ];
}

async function textOf(body: RequestBody): Promise<string> {
  return (await body.bytes()).toString('utf8');
}

/** @throws RestError (422) with every error of the document */
async function identityOf(runtime: Runtime, source: string): Promise<{ namespace: string; id: string }> {
  const parsed = await runtime.checkFlow(source);
  if (!parsed.ok) throw refused(parsed.issues);
  return { namespace: parsed.flow.namespace, id: parsed.flow.id };
}

/** The flow as this save left it, whatever others save meanwhile. @throws RestError (422) */
async function save(runtime: Runtime, source: string, options: SaveFlowOptions = {}): Promise<object> {
  const result = await runtime.saveFlow(source, options);
  switch (result.kind) {
    case 'saved':
      return flowJson(runtime, result.source, result.row, true);
    case 'conflict':
    case 'leftAlone':
      throw invalidEntity([{ path: 'flow.id', message: 'Flow id already exists' }]);
    case 'invalid':
      throw refused(result.issues);
  }
}

/** A flow that was deleted, as it last was or in an older revision; null = there never was one. */
async function deletedFlow(
  runtime: Runtime,
  namespace: string,
  id: string,
  query: { readonly revision?: number; readonly source: boolean },
): Promise<object | null> {
  const { prisma } = runtime.database;
  const row = await prisma.flow.findUnique({ where: { namespace_id: { namespace, id } } });
  const revision = query.revision ?? row?.revision;
  if (!row || revision === undefined) return null;
  const where = { namespace_flowId_revision: { namespace, flowId: id, revision } };
  const stored = await prisma.flowRevision.findUnique({ where, select: { source: true } });
  return stored && flowJson(runtime, stored.source, { ...row, revision }, query.source);
}
