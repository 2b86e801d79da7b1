import { type Follower, LOG_LEVELS, type LogLineRow, type Runtime } from '@headrace/runtime';
import { Hono } from 'hono';
import { notFound, RestError } from './errors';
import type { RestPorts } from './ports';

interface LogFilter {
  readonly minLevel: number;
  readonly taskRunId?: string;
  readonly taskId?: string;
  readonly attempt?: number;
}

/** Kestra's `/logs` of one execution. */
export function logRoutes({ runtime, follower }: RestPorts): Hono {
  const routes = new Hono();

  routes.get('/:executionId', async (context) => {
    const id = context.req.param('executionId');
    const execution = await runtime.database.prisma.execution.findUnique({
      where: { id },
      select: { namespace: true, flowId: true },
    });
    // Kestra answers an empty list for an execution it does not know.
    if (!execution) return context.json([]);
    const entries: object[] = [];
    for await (const lines of linesOf(follower, id, readFilter(new URL(context.req.url))))
      entries.push(...lines.map((line) => entryJson(line, id, execution)));
    return context.json(entries);
  });

  routes.get('/:executionId/download', async (context) => {
    const id = context.req.param('executionId');
    const pages = linesOf(follower, id, readFilter(new URL(context.req.url)));
    const first = await pages.next();
    if (first.done && !(await exists(runtime, id))) throw notFound();
    return new Response(textOf(first.done ? [] : first.value, pages), {
      headers: {
        'Content-Type': 'text/plain; charset=utf-8',
        'Content-Disposition': `attachment; filename="${id}.log"`,
      },
    });
  });

  return routes;
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

/** Lines as text, joined by new lines, made page by page as the client reads. */
function textOf(
  first: readonly LogLineRow[],
  pages: AsyncGenerator<LogLineRow[], void>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const text = (lines: readonly LogLineRow[]) =>
    lines.map(({ at, level, message }) => `${at.toISOString()} ${LOG_LEVELS[level]} ${message}`).join('\n');
  let started = false;
  return new ReadableStream({
    async pull(controller) {
      if (!started) {
        started = true;
        controller.enqueue(encoder.encode(text(first)));
        return;
      }
      const next = await pages.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(`\n${text(next.value)}`));
    },
    async cancel() {
      await pages.return();
    },
  });
}

function entryJson(
  line: LogLineRow,
  executionId: string,
  flow: { namespace: string; flowId: string },
): object {
  return {
    ...flow,
    ...(line.taskId !== null && { taskId: line.taskId }),
    executionId,
    ...(line.taskRunId !== null && { taskRunId: line.taskRunId }),
    ...(line.attempt !== null && { attemptNumber: line.attempt - 1 }),
    timestamp: line.at.toISOString(),
    level: LOG_LEVELS[line.level],
    message: line.message,
    deleted: false,
  };
}

function readFilter({ searchParams }: URL): LogFilter {
  const level = searchParams.get('minLevel') ?? 'TRACE';
  const minLevel = (LOG_LEVELS as readonly string[]).indexOf(level);
  if (minLevel < 0) throw new RestError(422, `Invalid format: no level '${level}'`);
  const attempt = searchParams.get('attempt');
  if (attempt !== null && !/^\d{1,6}$/.test(attempt))
    throw new RestError(422, `Invalid format: the attempt '${attempt}' is not a number`);
  return {
    minLevel,
    taskRunId: searchParams.get('taskRunId') ?? undefined,
    taskId: searchParams.get('taskId') ?? undefined,
    ...(attempt !== null && { attempt: Number(attempt) }),
  };
}
