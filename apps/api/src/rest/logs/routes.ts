import { writeJson } from '@headrace/json';
import type { Follower, LogLineRow } from '@headrace/runtime';
import { z } from 'zod';
import { answerJson } from '../answer';
import { endpoint, type Endpoint } from '../endpoint';
import { notFound } from '../errors';
import type { RestPorts } from '../ports';
import { minLevel } from '../parameters';
import { flowOf, followLogAsEvents } from './follow';
import { entryJson, entrySchema, textOf } from './json';
import { filterOf, type LogFilter, logQuery } from './params';

/** Kestra's `/logs` of one execution. */
export function logEndpoints(ports: RestPorts): readonly Endpoint[] {
  const { runtime, follower } = ports;
  return [
    endpoint({
      method: 'GET',
      path: '/logs/:executionId',
      operation: 'listLogsFromExecution',
      summary: 'The log of an execution, oldest first.',
      query: logQuery,
      answers: { 200: { description: 'Its lines.', schema: z.array(entrySchema) } },
      async handle({ context, params: { executionId: id = '' }, query }) {
        const execution = await flowOf(runtime, id);
        // Kestra answers an empty list for an execution it does not know.
        if (!execution) return answerJson(context, []);
        const pages = linesOf(follower, id, filterOf(query));
        const textOfPage = (lines: readonly LogLineRow[]) =>
          lines.map((line) => writeJson(entryJson(line, id, execution))).join(',');
        const list = streamOf(pages, { before: '[', between: ',', after: ']', textOf: textOfPage });
        return new Response(list, { headers: { 'Content-Type': 'application/json' } });
      },
    }),
    endpoint({
      method: 'GET',
      path: '/logs/:executionId/download',
      operation: 'downloadLogsFromExecution',
      summary: 'The log of an execution as text.',
      query: logQuery,
      answers: {
        200: { description: 'One entry a line.', type: 'text/plain', schema: z.string() },
        errors: [404],
      },
      async handle({ params: { executionId: id = '' }, query }) {
        if (!(await flowOf(runtime, id))) throw notFound();
        const pages = linesOf(follower, id, filterOf(query));
        const text = streamOf(pages, { before: '', between: '\n', after: '', textOf });
        return new Response(text, {
          headers: {
            'Content-Type': 'text/plain; charset=utf-8',
            'Content-Disposition': `attachment; filename="${id}.log"`,
          },
        });
      },
    }),
    endpoint({
      method: 'GET',
      path: '/logs/:executionId/follow',
      operation: 'followLogsFromExecution',
      summary: 'The log of an execution as it grows, to its end.',
      query: { minLevel: minLevel.optional() },
      answers: {
        200: {
          description: 'Server-sent events, named by their id: `start`, a `progress` a line, `end`.',
          type: 'text/event-stream',
          schema: z.string(),
        },
      },
      handle: async ({ params: { executionId = '' }, query }) =>
        followLogAsEvents(ports, executionId, query.minLevel ?? 0),
    }),
  ];
}

async function* linesOf(
  follower: Follower,
  executionId: string,
  filter: LogFilter,
): AsyncGenerator<LogLineRow[], void> {
  const { taskId, attempt, ...query } = filter;
  for await (const page of follower.storedLog({ executionId, ...query })) {
    const lines = page.filter(
      (line) =>
        (!taskId || line.taskId === taskId) && (attempt === undefined || line.attempt === attempt + 1),
    );
    if (lines.length > 0) yield lines;
  }
}

interface Written {
  readonly before: string;
  readonly between: string;
  readonly after: string;
  readonly textOf: (lines: readonly LogLineRow[]) => string;
}

/** Lines as text, made page by page as the client reads: a log may be larger than the memory. */
function streamOf(
  pages: AsyncGenerator<LogLineRow[], void>,
  { before, between, after, textOf: textOfPage }: Written,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let separator = before;
  return new ReadableStream({
    async pull(controller) {
      const next = await pages.next();
      if (!next.done) {
        controller.enqueue(encoder.encode(separator + textOfPage(next.value)));
        separator = between;
        return;
      }
      const end = separator === before ? before + after : after;
      if (end !== '') controller.enqueue(encoder.encode(end));
      controller.close();
    },
    async cancel() {
      await pages.return();
    },
  });
}
