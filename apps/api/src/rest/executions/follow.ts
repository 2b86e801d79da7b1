import { ExecutionNotFound, type Follower, type Runtime } from '@headrace/runtime';
import { writeJson } from '@headrace/json';
import { eventsAnswer, eventText } from '../events';
import type { RestPorts } from '../ports';
import { News } from './news';
import { ExecutionPicture } from './picture';

/** Changes within this time are one message. */
const SHORTEST_PAUSE_MS = 500;
/** A large execution is told less often: every message holds all of it. */
const BYTES_PER_SECOND = 100_000;

/** How long to wait after a message of that size. */
export function pauseAfterMs(sentBytes: number): number {
  return Math.max(SHORTEST_PAUSE_MS, (sentBytes / BYTES_PER_SECOND) * 1000);
}

/**
 * Server-sent events of one execution, named by their id: `start` with its id alone, then `progress` with its JSON at once and when it
 * changed, `end` as the last one; no `progress` where it has ended already. An unknown id gets `start` and the end of the stream.
 */
export function followAsEvents(ports: RestPorts, id: string): Response {
  const stopped = new AbortController();
  return eventsAnswer(messagesOf(ports, id, stopped.signal), stopped);
}

type Ports = { readonly runtime: Runtime; readonly follower: Follower };

async function* messagesOf(
  { runtime, follower }: Ports,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<string, void> {
  yield eventText('start', writeJson(startJson(id, runtime.clock.now())));
  const picture = await ExecutionPicture.of(runtime, id);
  if (!picture || signal.aborted) return;
  const news = new News(follower.followEvents({ id, after: picture.seq }));
  const stop = () => void news.stop();
  signal.addEventListener('abort', stop);
  try {
    let isFirst = true;
    for (;;) {
      // The first batch tells whether there is an end already.
      await (isFirst ? news.first() : news.some());
      if (signal.aborted) return;
      const { isSealed } = news;
      if (!isSealed && news.isOver) return;
      const changed = news.take();
      // At the end all is read once more: whatever an event did not tell of is in the last state too.
      if (isSealed || changed) if (!(await picture.update(isSealed ? null : changed))) return;
      isFirst = false;
      const sent = eventText(isSealed ? 'end' : 'progress', picture.text());
      yield sent;
      if (isSealed) return;
      await news.endWithin(pauseAfterMs(Buffer.byteLength(sent)));
    }
  } catch (error) {
    if (!(error instanceof ExecutionNotFound)) throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    await news.stop();
  }
}

/** Kestra's first message, which tells nothing but that the stream is open. */
function startJson(id: string, now: Date): object {
  return {
    id,
    labels: [],
    originalId: id,
    deleted: false,
    metadata: { attemptNumber: 1, originalCreatedDate: now.toISOString() },
  };
}
