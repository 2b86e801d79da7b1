import { ExecutionNotFound } from '@headrace/runtime';
import { notFound } from './errors';
import { executionAsJson } from './execution.json';
import type { RestPorts } from './ports';

/**
 * Server-sent events of one execution: `progress` at once and at every change, `end` as the last one; only `end` when it has
 * ended already. Data is the execution's JSON as it is when the event is sent, so a slow reader skips states in between.
 */
export async function followAsEvents({ runtime, follower }: RestPorts, id: string): Promise<Response> {
  const batches = follower.followEvents({ id, after: 0 });
  let first: Promise<IteratorResult<{ readonly sealedAt: number | null }>> | undefined = batches.next();
  await first.catch((error: unknown) => {
    throw error instanceof ExecutionNotFound ? notFound() : error;
  });
  const encoder = new TextEncoder();
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await (first ?? batches.next());
        first = undefined;
        const execution = next.done ? undefined : await executionAsJson(runtime, id);
        if (next.done || !execution) {
          controller.close();
          await batches.return?.();
          return;
        }
        const isEnd = next.value.sealedAt !== null;
        const name = isEnd ? 'end' : 'progress';
        controller.enqueue(
          encoder.encode(`id: ${name}\nevent: ${name}\ndata: ${JSON.stringify(execution)}\n\n`),
        );
        if (!isEnd) return;
        controller.close();
        await batches.return?.();
      },
      async cancel() {
        await batches.return?.();
      },
    },
    // Nothing is read ahead: each event is made when the one before it has gone out.
    { highWaterMark: 0 },
  );
  return new Response(stream, {
    headers: {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-cache, no-transform',
      'X-Accel-Buffering': 'no',
    },
  });
}
