import { type Bus, createPostgresBus, createRedisBus } from '@headrace/bus';
import {
  type Clock,
  connectionOf,
  createPostgresJournal,
  type Database,
  databaseClock,
  type Journal,
  migrate,
  openDatabase,
} from '@headrace/db';
import { createPostgresQueue, createRedisQueue, type Queue } from '@headrace/queue';
import { createLocalStorage, type Storage } from '@headrace/storage';
import type pg from 'pg';
import type { SharedSettings } from './environment';
import { idSource } from './id';
import type { Log } from './log';
import type { Cipher } from './secret/cipher';
import type { Secrets } from './secret/secrets';

/** Where this process finds its stores. */
export interface PortOptions extends SharedSettings {
  readonly databaseUrl: string;
  /** Moves queue and bus to Redis; without it both are on the database. */
  readonly redisUrl?: string;
  /** Folder of `<name>/migration.sql`. */
  readonly migrationsDirectory: string;
  /** Keeps queue and bus of several installations on one store apart. */
  readonly prefix?: string;
  readonly maxConnections?: number;
  readonly log: Log;
}

/** The outside world of one process, behind one interface each. */
export interface Ports {
  /** For who needs a connection of its own: the keeper of a worker's lease. */
  readonly connection: pg.ClientConfig;
  readonly database: Database;
  /** What is written about executions while they run. */
  readonly journal: Journal;
  readonly queue: Queue;
  readonly bus: Bus;
  /** Files of executions. */
  readonly storage: Storage;
  /** null: encryption is not configured. */
  readonly cipher: Cipher | null;
  readonly secrets: Secrets;
  /** Settings that every expression sees. */
  readonly settings: Pick<SharedSettings, 'envs' | 'globals'>;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly log: Log;
  /** Closes all of them. Safe to call twice. */
  close(): Promise<void>;
}

/** A store that cannot be used, in one sentence for the person who started the process. */
export class PortError extends Error {
  override readonly name = 'PortError';
}

/**
 * Migrates the database and opens the stores.
 * @throws PortError when one of them cannot be reached.
 */
export async function openPorts(options: PortOptions): Promise<Ports> {
  const { log, prefix = 'headrace', maxConnections, cipher, secrets, envs, globals } = options;
  const storage = await reach('HEADRACE_STORAGE', () =>
    createLocalStorage({ root: options.storageDirectory }),
  );
  const connection = await reach('DATABASE_URL', async () => {
    const settings = connectionOf(options.databaseUrl);
    const applied = await migrate(settings, options.migrationsDirectory);
    if (applied.length > 0) log.info({ applied }, 'migrated the database');
    return settings;
  });
  const database = openDatabase({
    connection,
    maxConnections,
    onError: (error) => log.warn({ error }, 'lost a database connection'),
  });
  const clock = databaseClock(database.pool);
  await clock.synchronize();
  const { queue, bus } = await openQueueAndBus(connection, options.redisUrl, prefix).catch(async (error) => {
    await database.close();
    throw error;
  });
  let closing: Promise<void> | undefined;
  const close = async () => {
    await bus.flush();
    await Promise.allSettled([queue.close(), bus.close()]);
    await database.close();
  };
  const journal = createPostgresJournal({
    pool: database.hot,
    onUnreadable: ({ what, id, error }) => log.error({ error, what, id }, 'a stored row cannot be read'),
  });
  return {
    database,
    journal,
    connection,
    queue,
    bus,
    storage,
    cipher,
    secrets,
    settings: { envs, globals },
    clock,
    newId: idSource(() => clock.now().getTime()),
    log,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

async function openQueueAndBus(connection: pg.ClientConfig, redisUrl: string | undefined, prefix: string) {
  if (redisUrl)
    return reach('REDIS_URL', async () => ({
      queue: await createRedisQueue({ url: redisUrl, prefix }),
      bus: await createRedisBus({ url: redisUrl, prefix }),
    }));
  return reach('DATABASE_URL', async () => ({
    queue: await createPostgresQueue({ connection, prefix }),
    bus: await createPostgresBus({ connection, prefix }),
  }));
}

async function reach<T>(name: string, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    const reason =
      error instanceof AggregateError ? error.errors.map(messageOf).join(', ') : messageOf(error);
    throw new PortError(`${name} cannot be used: ${reason}`, { cause: error });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
