import type { Runtime } from '@headrace/runtime';
import { z } from 'zod';
import { withUrl } from '../address';
import { answerJson } from '../answer';
import { endpoint, type Endpoint } from '../endpoint';
import { notFound } from '../errors';
import type { RestPorts } from '../ports';
import { refusalOf, startedExecution } from '../results';
import { executionSchema } from './answers';
import { followAsEvents } from './follow';
import { readForm } from './form';
import { executionAsJson, startedAsJson } from './json';
import { deleteQuery, readLabels, refuseUnbuilt, startQuery, validateQuery } from './params';
import { checkedInputsJson, inputsSchema } from './validate';

/** Starting, reading, following and deleting one execution. */
export function executionEndpoints(ports: RestPorts): readonly Endpoint[] {
  const { runtime, follower } = ports;
  const execution = { description: 'The execution.', schema: executionSchema };

  const start = (path: string, operation: string) =>
    endpoint({
      method: 'POST',
      path,
      operation,
      summary: 'Start an execution; each part of the form is an input.',
      query: startQuery,
      body: { types: ['multipart/form-data'], schema: z.record(z.string(), z.string()), isRequired: false },
      answers: { 200: execution, errors: [404, 409, 413, 415] },
      async handle({ context, params: { namespace = '', flowId = '' }, query, url }) {
        refuseUnbuilt(query);
        const labels = readLabels(query.labels);
        const { body, viewer, mayTakeItsTime } = context.env;
        if (query.wait) mayTakeItsTime();
        const contentType = context.req.header('content-type') ?? '';
        const { discard, ...sent } = await readForm(body, contentType, () =>
          inputIdsOf(runtime, namespace, flowId, query.revision),
        );
        const result = await runtime.startExecution({
          viewer,
          namespace,
          flowId,
          ...(query.revision !== undefined && { revision: query.revision }),
          ...sent,
          labels,
          idempotencyKey: context.req.header('idempotency-key'),
        });
        // Waiting for the end may take long; the files are where they belong.
        await discard();
        // What an earlier request with the same key has started is told as it is now.
        const started = result.kind === 'repeated' ? result : startedExecution(result);
        if (query.wait) await follower.untilEnded(started.executionId, context.req.raw.signal);
        const shown =
          query.wait || !('decision' in started)
            ? await executionAsJson(runtime, started.executionId)
            : startedAsJson(started);
        return answerJson(context, withUrl(ports, shown, url));
      },
    });

  return [
    start('/executions/:namespace/:flowId', 'createExecution'),
    start('/executions/trigger/:namespace/:flowId', 'triggerExecution'),
    endpoint({
      method: 'POST',
      path: '/executions/:namespace/:flowId/validate',
      operation: 'validateNewExecutionInputs',
      summary: 'Check the inputs of a start, and start nothing.',
      query: validateQuery,
      body: { types: ['multipart/form-data'], schema: z.record(z.string(), z.string()), isRequired: false },
      answers: {
        200: { description: 'Each input with what is wrong with it.', schema: inputsSchema },
        errors: [404, 409, 413, 415],
      },
      async handle({ context, params: { namespace = '', flowId = '' }, query: { revision, labels } }) {
        readLabels(labels);
        const contentType = context.req.header('content-type') ?? '';
        const { inputs, files } = await readForm(context.env.body, contentType, () =>
          inputIdsOf(runtime, namespace, flowId, revision),
        );
        const found = await runtime.flow(namespace, flowId, revision);
        if (found.kind === 'notFound') throw refusalOf({ kind: 'flowNotFound' });
        if (found.kind === 'invalid') throw refusalOf({ kind: 'flowInvalid', issues: found.issues });
        // The revision that was found, whatever is saved meanwhile.
        const named = { namespace, flowId, revision: found.revision };
        const result = await runtime.validateInputs({ ...named, inputs, files });
        if (result.kind !== 'checked') throw refusalOf(result);
        return answerJson(context, checkedInputsJson(found.flow, result));
      },
    }),
    endpoint({
      method: 'GET',
      path: '/executions/:executionId',
      operation: 'getExecution',
      summary: 'One execution with its task runs.',
      answers: { 200: execution, errors: [404] },
      async handle({ context, params: { executionId = '' } }) {
        const found = await executionAsJson(runtime, executionId);
        if (!found) throw notFound();
        return answerJson(context, found);
      },
    }),
    endpoint({
      method: 'GET',
      path: '/executions/:executionId/follow',
      operation: 'followExecution',
      summary: 'The execution as it changes, to its end.',
      answers: {
        200: {
          description: 'Server-sent events, named by their id: `start`, `progress` at changes, `end`.',
          type: 'text/event-stream',
          schema: z.string(),
        },
      },
      handle: async ({ params: { executionId = '' } }) => followAsEvents(ports, executionId),
    }),
    endpoint({
      method: 'POST',
      path: '/executions/:executionId/eval/:taskRunId',
      operation: 'evalTaskRunExpression',
      summary: 'Render an expression as a task run sees it.',
      body: { types: ['text/plain'], schema: z.string(), isRequired: true },
      answers: {
        200: {
          description: 'What it gives, or why it gives nothing.',
          schema: z.union([
            z.object({ result: z.string() }),
            z.object({ error: z.string(), stackTrace: z.string() }),
          ]),
        },
        errors: [404],
      },
      async handle({ context, params: { executionId = '', taskRunId = '' } }) {
        const expression = (await context.env.body.bytes()).toString('utf8');
        const result = await runtime.evaluateExpression({ executionId, taskRunId, expression });
        if (result.kind !== 'evaluated') throw refusalOf(result);
        const { rendering } = result;
        if (rendering.error === null) return answerJson(context, { result: rendering.result });
        // Kestra's clients show both; a trace of our own stack would tell them nothing.
        const { message } = rendering.error;
        return answerJson(context, { error: message, stackTrace: message });
      },
    }),
    endpoint({
      method: 'DELETE',
      path: '/executions/:executionId',
      operation: 'deleteExecution',
      summary: 'Delete an ended execution with its log, files and metrics.',
      query: deleteQuery,
      answers: { 204: { description: 'It is gone.' }, errors: [404, 409] },
      async handle({ context, params: { executionId = '' } }) {
        const result = await runtime.deleteExecution(executionId);
        if (result.kind !== 'deleted') throw refusalOf(result);
        return context.body(null, 204);
      },
    }),
  ];
}

async function inputIdsOf(
  runtime: Runtime,
  namespace: string,
  flowId: string,
  revision: number | undefined,
): Promise<ReadonlySet<string>> {
  const found = await runtime.flow(namespace, flowId, revision);
  return new Set(found.kind === 'found' ? found.flow.inputs.map(({ id }) => id) : []);
}
