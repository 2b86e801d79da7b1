import { type Job, type PostgresPoolConfig, Queue as BullMQQueue, runMigrations, Worker } from 'bullmq';
import pg from 'pg';
import { BullQueue, checkedPrefix, type HintSink, WORKER_SETTINGS } from './bullmq';
import { type HintWorker, IDLE_POLL_MS, type OpenWorker } from './bullmq.consumer';
import type { Queue } from './queue';
import { createThriftyBackend } from './postgres.backend';
import { asError, closeBounded, within } from './within';

export interface PostgresQueueOptions {
  /** Where the database is: fields, not a connection string (its `options` would displace the search path BullMQ needs). */
  readonly connection: pg.ConnectionConfig;
  /** Keeps several worlds on one database apart. Letters, digits, `_`, `.`, `-`. */
  readonly prefix: string;
  /** Trouble of the sending side's idle connections; it reconnects by itself. */
  readonly onError?: (error: Error) => void;
}

/** BullMQ's tables live in a schema of our own, apart from those of another application that uses BullMQ. */
const SCHEMA = 'headrace_queue';

/** Connections of each side, besides the one that listens. One does nearly all; two, so that one that hangs is not the only one. */
const POOL_SIZE = 2;

/** At most some 100 sends a second: a job costs Postgres and Node some 2 ms of CPU each from its add to its end. */
const GAP_MS = 10;

const CONNECT_LIMIT_MS = 10_000;
const QUERY_LIMIT_MS = 8_000;
const CLOSE_LIMIT_MS = 1_000;

/**
 * The queue on BullMQ's PostgreSQL backend. Makes BullMQ's tables on first use. Rejects with one clear error when the
 * database cannot be reached.
 */
export async function createPostgresQueue(options: PostgresQueueOptions): Promise<Queue> {
  if (options.connection.connectionString !== undefined) {
    throw new Error(
      'The Postgres queue needs connection fields (host, port, user, ...), not a connection string',
    );
  }
  const name = `${checkedPrefix(options.prefix)}-attempts`;
  const connection: PostgresPoolConfig = {
    ...(options.connection as PostgresPoolConfig),
    schema: SCHEMA,
    max: POOL_SIZE,
    // A hint after a quiet time must not wait for a new connection.
    min: 1,
    keepAlive: true,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    query_timeout: QUERY_LIMIT_MS,
    // Hints may be lost, so their commits need not wait for the disk: a crash of Postgres costs the hints of the last
    // moments. Measured: 1.2 instead of 1.6 ms for a lone one.
    options: [options.connection.options, '-c synchronous_commit=off'].filter(Boolean).join(' '),
  };
  let queue: HintSink;
  try {
    await within(createTables(options.connection), CONNECT_LIMIT_MS, 'Making its tables');
    queue = await openSink(name, connection, options.onError ?? (() => undefined));
  } catch (error) {
    throw new Error(
      `Could not open the queue on Postgres (${placeOf(options.connection)}): ${reasonOf(error)}`,
      { cause: error },
    );
  }
  // BullMQ types its second backend's workers apart from the first's; what is used here is the same.
  const openWorker: OpenWorker = (process, concurrency) =>
    new Worker(
      name,
      process as (job: Job) => Promise<void>,
      { ...WORKER_SETTINGS, concurrency, connection, drainDelay: IDLE_POLL_MS / 1_000 },
      createThriftyBackend,
    ) as unknown as HintWorker;
  return new BullQueue({ name: 'postgres', sink: queue, openWorker, gapMs: GAP_MS });
}

/**
 * Over a connection of its own, because this commit must last: the others do not wait for the disk, and a crash right
 * after the first start would take the tables along.
 */
async function createTables(connection: pg.ConnectionConfig): Promise<void> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: CONNECT_LIMIT_MS });
  client.on('error', () => undefined); // the query that it interrupts rejects
  try {
    await client.connect();
    await client.query('SET synchronous_commit = on');
    await runMigrations(client, SCHEMA);
  } finally {
    await within(client.end(), CLOSE_LIMIT_MS, 'Closing').catch(() => undefined);
  }
}

async function openSink(
  name: string,
  connection: PostgresPoolConfig,
  onError: (error: Error) => void,
): Promise<HintSink> {
  // Nobody reads BullMQ's event stream; a length of 0 would mean "never trim" on this backend.
  const streams = { events: { maxLen: 500 } };
  const queue = new BullMQQueue(name, { connection, streams }, createThriftyBackend);
  queue.on('error', onError);
  try {
    await within(queue.waitUntilReady(), CONNECT_LIMIT_MS, 'Connecting');
  } catch (error) {
    await closeBounded(queue, CLOSE_LIMIT_MS);
    throw error;
  }
  return queue;
}

function placeOf(connection: pg.ConnectionConfig): string {
  return `${connection.host ?? 'localhost'}:${connection.port ?? 5432}/${connection.database ?? ''}`;
}

/** Node hides the reasons of a refused connection to a name with several addresses inside an AggregateError. */
function reasonOf(thrown: unknown): string {
  const error = asError(thrown);
  return (
    error.message || (error instanceof AggregateError ? error.errors.map(String).join(', ') : error.name)
  );
}
