import { Redis, type RedisOptions } from 'ioredis';
import { backoffMs } from './backoff';
import { type CountedBus, Listeners } from './listeners';
import { channelOf } from './prefix';
import { Publisher } from './publisher';
import { asError, within } from './within';

export interface RedisBusOptions {
  /** `redis://` or `rediss://` URL. */
  readonly url: string;
  /** Keeps several worlds on one server apart. Letters, digits, `_`, `.`, `-`. */
  readonly prefix: string;
  /** Trouble with the connections or a listener that threw; the bus keeps trying by itself. */
  readonly onError?: (error: Error) => void;
}

const MAX_PAYLOAD_BYTES = 64_000;
const CONNECT_LIMIT_MS = 5_000;
const HEARTBEAT_MS = 10_000;
const COMMAND_LIMIT_MS = 5_000;
const CLOSE_LIMIT_MS = 2_000;

/** The bus on PUBLISH and SUBSCRIBE. Rejects with one clear error when the server cannot be reached. */
export async function createRedisBus(options: RedisBusOptions): Promise<CountedBus> {
  const channel = channelOf(options.prefix);
  const onError = options.onError ?? (() => undefined);
  const listeners = new Listeners(onError);
  const subscriber = connect(options.url, { autoResubscribe: false, maxRetriesPerRequest: null }, onError);
  // A nudge while Redis is away is lost at once instead of waiting in memory: listeners look again on reconnection.
  const sender = connect(options.url, { enableOfflineQueue: false, maxRetriesPerRequest: 0 }, onError);
  try {
    await within(
      Promise.all([firstReady(subscriber).then(() => subscriber.subscribe(channel)), firstReady(sender)]),
      CONNECT_LIMIT_MS,
      'connecting',
    );
  } catch (error) {
    subscriber.disconnect();
    sender.disconnect();
    throw new Error(`Could not open the bus on Redis (${hostOf(options.url)}): ${asError(error).message}`, {
      cause: error,
    });
  }
  subscriber.on('message', (from, payload) => {
    if (from === channel) listeners.deliver(payload);
  });
  subscriber.on('ready', () => {
    subscriber.subscribe(channel).then(() => listeners.reconnected(), onError);
  });
  const heartbeat = setInterval(() => {
    // A connection can die without a word; then nobody would be woken any more.
    if (subscriber.status !== 'ready') return;
    within(subscriber.ping(), COMMAND_LIMIT_MS, 'A heartbeat of the bus').catch((error) => {
      onError(asError(error));
      subscriber.disconnect(true);
    });
  }, HEARTBEAT_MS);
  heartbeat.unref();

  const send = async (payloads: readonly string[]) => {
    await within(
      Promise.all(payloads.map((payload) => sender.publish(channel, payload))),
      COMMAND_LIMIT_MS,
      'Publishing on the bus',
    );
  };
  const publisher = new Publisher({ send, maxBytes: MAX_PAYLOAD_BYTES, onError });

  const shutDown = async () => {
    publisher.stop();
    await within(publisher.flush(), CLOSE_LIMIT_MS, 'Sending the last nudges').catch(() => undefined);
    clearInterval(heartbeat);
    listeners.clear();
    subscriber.disconnect();
    sender.disconnect();
  };
  let closed: Promise<void> | undefined;
  return {
    driver: 'redis',
    get listenerCount() {
      return listeners.count;
    },
    publish: (nudges) => publisher.publish(nudges),
    subscribe: (topic, wake) => listeners.add(topic, wake),
    flush: () => publisher.flush(),
    close: () => {
      closed ??= shutDown();
      return closed;
    },
  };
}

function connect(url: string, options: RedisOptions, onError: (error: Error) => void): Redis {
  const client = new Redis(url, {
    ...options,
    connectTimeout: CONNECT_LIMIT_MS,
    keepAlive: 10_000,
    retryStrategy: (times) => backoffMs(times, Math.random()),
  });
  client.on('error', onError);
  return client;
}

/** Resolves at the first connection; rejects at the first failure, although the client would go on trying. */
function firstReady(client: Redis): Promise<void> {
  return new Promise((resolve, reject) => {
    client.once('ready', resolve);
    client.once('error', reject);
  });
}

/** The address without user and password. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'the address is not a URL';
}
