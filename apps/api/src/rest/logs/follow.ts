import { writeJson } from '@headrace/json';
import { ExecutionNotFound, type Runtime } from '@headrace/runtime';
import { eventsAnswer, eventText } from '../events';
import type { RestPorts } from '../ports';
import { entryJson } from './json';

/**
 * Server-sent events of the log of an execution: `start`, then a `progress` for each line, those that are stored first; `end` when
 * there will be no more. An unknown id gets `start` and the end of the stream.
 */
export function followLogAsEvents(ports: RestPorts, id: string, minLevel: number): Response {
  const stopped = new AbortController();
  return eventsAnswer(messagesOf(ports, { id, minLevel }, stopped.signal), stopped);
}

async function* messagesOf(
  { runtime, follower }: RestPorts,
  { id, minLevel }: { readonly id: string; readonly minLevel: number },
  signal: AbortSignal,
): AsyncGenerator<string, void> {
  yield eventText('start', START);
  const flow = await flowOf(runtime, id);
  if (!flow || signal.aborted) return;
  const batches = follower.followLog({ executionId: id, after: 0, minLevel });
  const stop = () => void batches.return?.();
  signal.addEventListener('abort', stop);
  try {
    for await (const { rows, sealedAt } of batches) {
      const lines = rows.map((line) => eventText('progress', writeJson(entryJson(line, id, flow))));
      const end = sealedAt === null ? '' : eventText('end', START);
      const text = lines.join('') + end;
      if (text !== '') yield text;
    }
  } catch (error) {
    if (!(error instanceof ExecutionNotFound)) throw error;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Kestra's first message, which tells nothing but that the stream is open. */
const START = '{"attemptNumber":null}';

/** Whose execution this is; null = there is none. */
export function flowOf(
  { database }: Runtime,
  id: string,
): Promise<{ readonly namespace: string; readonly flowId: string } | null> {
  return database.prisma.execution.findUnique({ where: { id }, select: { namespace: true, flowId: true } });
}
