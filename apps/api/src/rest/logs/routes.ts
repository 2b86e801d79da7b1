import { type Follower, type LogLineRow, type Runtime } from '@headrace/runtime';
import { z } from 'zod';
import { answerJson } from '../answer';
import { endpoint, type Endpoint } from '../endpoint';
import { notFound } from '../errors';
import type { RestPorts } from '../ports';
import { entryJson, entrySchema, textOf } from './json';
import { filterOf, type LogFilter, logQuery } from './params';

/** Kestra's `/logs` of one execution. */
export function logEndpoints({ runtime, follower }: RestPorts): readonly Endpoint[] {
  return [
    endpoint({
      method: 'GET',
      path: '/logs/:executionId',
      operation: 'listLogsFromExecution',
      summary: 'The log of an execution, oldest first.',
      query: logQuery,
      answers: { 200: { description: 'Its lines.', schema: z.array(entrySchema) } },
      async handle({ context, params: { executionId: id = '' }, query }) {
        const execution = await runtime.database.prisma.execution.findUnique({
          where: { id },
          select: { namespace: true, flowId: true },
        });
        // Kestra answers an empty list for an execution it does not know.
        if (!execution) return answerJson(context, []);
        const entries: object[] = [];
        for await (const lines of linesOf(follower, id, filterOf(query)))
          entries.push(...lines.map((line) => entryJson(line, id, execution)));
        return answerJson(context, entries);
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
        const pages = linesOf(follower, id, filterOf(query));
        const first = await pages.next();
        if (first.done && !(await exists(runtime, id))) throw notFound();
        return new Response(streamOf(first.done ? [] : first.value, pages), {
          headers: {
            'Content-Type': 'text/plain; charset=utf-8',
            'Content-Disposition': `attachment; filename="${id}.log"`,
          },
        });
      },
    }),
  ];
}

async function exists({ database }: Runtime, id: string): Promise<boolean> {
  return (await database.prisma.execution.count({ where: { id } })) > 0;
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

/** Lines as text, made page by page as the client reads. */
function streamOf(
  first: readonly LogLineRow[],
  pages: AsyncGenerator<LogLineRow[], void>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let started = false;
  return new ReadableStream({
    async pull(controller) {
      if (!started) {
        started = true;
        controller.enqueue(encoder.encode(textOf(first)));
        return;
      }
      const next = await pages.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(`\n${textOf(next.value)}`));
    },
    async cancel() {
      await pages.return();
    },
  });
}
