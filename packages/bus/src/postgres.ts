import pg from 'pg';
import { type CountedBus, Listeners } from './listeners';
import { PostgresListener } from './postgres.listener';
import { channelOf } from './prefix';
import { Publisher } from './publisher';
import { asError, within } from './within';

export interface PostgresBusOptions {
  readonly connection: pg.ConnectionConfig;
  /** Keeps several worlds on one database apart. Letters, digits, `_`, `.`, `-`. */
  readonly prefix: string;
  /** Trouble with the connections or a listener that threw; the bus keeps trying by itself. */
  readonly onError?: (error: Error) => void;
}

/** Postgres refuses a payload of 8,000 bytes. */
const MAX_PAYLOAD_BYTES = 7_900;
const CONNECT_LIMIT_MS = 10_000;
const QUERY_LIMIT_MS = 5_000;
const CLOSE_LIMIT_MS = 2_000;

/**
 * The bus on LISTEN/NOTIFY, with one connection to listen and one to notify: never in anybody's transaction, because
 * commits with a NOTIFY wait for each other. Rejects with one clear error when the database cannot be reached.
 */
export async function createPostgresBus(options: PostgresBusOptions): Promise<CountedBus> {
  const channel = channelOf(options.prefix);
  const onError = options.onError ?? (() => undefined);
  const listeners = new Listeners(onError);
  const connection = { ...options.connection, connectionTimeoutMillis: CONNECT_LIMIT_MS };
  const listener = new PostgresListener({
    connection,
    channel,
    onPayload: (payload) => listeners.deliver(payload),
    onReconnected: () => listeners.reconnected(),
    onError,
  });
  try {
    await listener.start();
  } catch (error) {
    const { host, port, database } = options.connection;
    throw new Error(`Could not open the bus on Postgres (${host}:${port}/${database}): ${reasonOf(error)}`, {
      cause: error,
    });
  }
  const pool = notifyPool(connection);
  pool.on('error', onError);
  // Connecting takes longer than everything else: not when the first nudge is waiting.
  pool.query('SELECT 1').catch(onError);
  const send = async (payloads: readonly string[]) => {
    await pool.query({
      name: 'bus_notify',
      text: 'SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload',
      values: [channel, payloads],
    });
  };
  const publisher = new Publisher({ send, maxBytes: MAX_PAYLOAD_BYTES, onError });

  const shutDown = async () => {
    publisher.stop();
    await within(publisher.flush(), CLOSE_LIMIT_MS, 'Sending the last nudges').catch(() => undefined);
    await listener.close();
    listeners.clear();
    await within(pool.end(), CLOSE_LIMIT_MS, 'Closing the bus').catch(() => undefined);
  };
  let closed: Promise<void> | undefined;
  return {
    driver: 'postgres',
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

function notifyPool(connection: pg.ConnectionConfig): pg.Pool {
  return new pg.Pool({
    ...connection,
    max: 1,
    idleTimeoutMillis: 0,
    keepAlive: true,
    query_timeout: QUERY_LIMIT_MS,
    // A transaction with a NOTIFY gets a commit record; nudges may be lost, so it need not wait for the disk.
    options: [connection.options, '-c synchronous_commit=off'].filter(Boolean).join(' '),
  });
}

/** Node hides the reasons of a refused connection to a name with several addresses inside an AggregateError. */
function reasonOf(thrown: unknown): string {
  const error = asError(thrown);
  return (
    error.message || (error instanceof AggregateError ? error.errors.map(String).join(', ') : error.name)
  );
}
