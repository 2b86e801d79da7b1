import { Queue as BullMQQueue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { BullQueue, checkedPrefix, type HintSink, WORKER_SETTINGS } from './bullmq';
import { IDLE_POLL_MS, type OpenWorker } from './bullmq.consumer';
import type { Hint } from './hint';
import type { Queue } from './queue';
import { asError, within } from './within';

export interface RedisQueueOptions {
  /** `redis://` or `rediss://` URL. */
  readonly url: string;
  /** Keeps several worlds on one server apart. Letters, digits, `_`, `.`, `-`. */
  readonly prefix: string;
  /** Trouble of the sending side's connection; it reconnects by itself. */
  readonly onError?: (error: Error) => void;
}

const CONNECT_LIMIT_MS = 5_000;
/** At most some 500 sends a second. */
const GAP_MS = 2;
const NAME = 'attempts';

/** The queue on Redis. Rejects with one clear error when the server cannot be reached. */
export async function createRedisQueue(options: RedisQueueOptions): Promise<Queue> {
  const prefix = checkedPrefix(options.prefix);
  await assertReachable(options.url);
  const shared = { url: options.url, retryStrategy, connectTimeout: CONNECT_LIMIT_MS };
  const queue = new BullMQQueue<Hint>(NAME, {
    prefix,
    // A dispatch while Redis is away fails at once instead of waiting in memory: the rows say what must be repeated.
    connection: {
      ...shared,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 1,
      commandTimeout: CONNECT_LIMIT_MS,
    },
    // Nobody reads BullMQ's event stream.
    streams: { events: { maxLen: 100 } },
  });
  queue.on('error', (error) => options.onError?.(error));
  try {
    await within(queue.waitUntilReady(), CONNECT_LIMIT_MS, 'connecting');
  } catch (error) {
    await within(queue.disconnect(), 1_000, 'closing').catch(() => undefined);
    throw unreachable(options.url, error);
  }
  const openWorker: OpenWorker = (process, concurrency) =>
    new Worker<Hint, void, string>(NAME, process, {
      ...WORKER_SETTINGS,
      concurrency,
      prefix,
      connection: { ...shared, maxRetriesPerRequest: null },
      drainDelay: IDLE_POLL_MS / 1_000,
    });
  return new BullQueue({ name: 'redis', sink: queue as HintSink, openWorker, gapMs: GAP_MS });
}

/** Asks once, without retries, so that a wrong address is an answer and not an endless wait. */
async function assertReachable(url: string): Promise<void> {
  const probe = new Redis(url, {
    lazyConnect: true,
    retryStrategy: () => null,
    connectTimeout: CONNECT_LIMIT_MS,
    maxRetriesPerRequest: 0,
  });
  let cause: unknown;
  probe.on('error', (error) => {
    cause = error;
  });
  try {
    await within(
      probe.connect().then(() => probe.ping()),
      CONNECT_LIMIT_MS,
      'connecting',
    );
  } catch (error) {
    throw unreachable(url, cause ?? error);
  } finally {
    probe.disconnect();
  }
}

function retryStrategy(times: number): number {
  return Math.min(50 * 2 ** Math.min(times, 6), 2_000);
}

function unreachable(url: string, cause: unknown): Error {
  return new Error(`Could not open the queue on Redis (${hostOf(url)}): ${asError(cause).message}`, {
    cause,
  });
}

/** The address without user and password. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'the address is not a URL';
}
