import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '@headrace/prisma';
import pg from 'pg';
import { exactTypes } from './exact-types';
import { watchSilence } from './silence';

/** The connections of one process. Whatever waits for one of them ends: see `queryTimeoutMs`. */
export interface Database {
  /** For everything but the hot verbs. */
  readonly pool: pg.Pool;
  /** For the hot verbs: short statements, always with the same plan, that do not queue behind reads. */
  readonly hot: pg.Pool;
  /** On `pool`. */
  readonly prisma: PrismaClient;
  /** Ends all connections. Safe to call twice. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly connection: pg.PoolConfig;
  /** Connections of `pool` at most; default 10. */
  readonly maxConnections?: number;
  /** Connections of `hot` at most; default 4. */
  readonly hotConnections?: number;
  /**
   * Default 8,000 ms. So long at most takes getting a connection; the server ends a statement (57014) a little before; a connection
   * that is silent for so long during a statement is destroyed. All of these errors are transient.
   */
  readonly queryTimeoutMs?: number;
  /** An idle connection was lost; the pool replaces it by itself. */
  readonly onError?: (error: Error) => void;
}

const QUERY_TIMEOUT_MS = 8_000;
/** The server's word comes first, because it tells more and keeps the connection. */
const SERVER_SHARE = 0.9;
const KEEP_ALIVE_MS = 5_000;

/** Compiling takes longer than a hot statement; planning it for its values as well. */
const HOT_SETTINGS = '-c jit=off -c plan_cache_mode=force_generic_plan';

/** Opens the pools. Connects lazily: an unreachable server shows at the first query. */
export function openDatabase(options: DatabaseOptions): Database {
  const { connection, maxConnections = 10, hotConnections = 4 } = options;
  const pool = openPool({ application_name: 'headrace', ...connection, max: maxConnections }, options);
  const hot = openPool(
    {
      ...connection,
      application_name: 'headrace-hot',
      options: connection.options ? `${connection.options} ${HOT_SETTINGS}` : HOT_SETTINGS,
      max: hotConnections,
    },
    options,
  );
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool, { statementNameGenerator: statementNames() }),
  });
  let closing: Promise<void> | undefined;
  const close = async () => {
    await prisma.$disconnect();
    await Promise.all([pool.end(), hot.end()]);
  };
  return {
    pool,
    hot,
    prisma,
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

function openPool(
  config: pg.PoolConfig,
  { queryTimeoutMs = QUERY_TIMEOUT_MS, onError }: DatabaseOptions,
): pg.Pool {
  const serverTimeoutMs = Math.ceil(queryTimeoutMs * SERVER_SHARE);
  const pool = new pg.Pool({
    connectionTimeoutMillis: queryTimeoutMs,
    statement_timeout: serverTimeoutMs,
    // A transaction whose holder is gone without a word must not keep its locks.
    idle_in_transaction_session_timeout: queryTimeoutMs,
    // Whatever went silent together with a connection that was found out is not idle any more, but ended: one query waits, not each.
    idleTimeoutMillis: queryTimeoutMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    types: exactTypes,
    ...config,
  });
  pool.on('error', (error) => onError?.(error));
  pool.on('connect', (client) => {
    // One that dies between two statements of a transaction has nobody else who listens, and would end the process. Its holder is
    // told by the next statement.
    client.on('error', () => undefined);
    watchSilence(client, queryTimeoutMs);
  });
  return pool;
}

/** Named statements halve the cost of Prisma's queries; the map is bounded because `IN` lists make endless texts. */
function statementNames(limit = 500): (query: { sql: string }) => string {
  const names = new Map<string, string>();
  return ({ sql }) => {
    const known = names.get(sql);
    if (known) return known;
    if (names.size >= limit) return '';
    const name = `prisma_${names.size}`;
    names.set(sql, name);
    return name;
  };
}
