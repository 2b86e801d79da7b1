import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '@headrace/prisma';
import pg from 'pg';

/** One pool for everything: Prisma's reads and the hot verbs of this package. */
export interface Database {
  readonly pool: pg.Pool;
  readonly prisma: PrismaClient;
  /** Ends all connections. Safe to call twice. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly connection: pg.PoolConfig;
  /** Connections at most; default 10. */
  readonly maxConnections?: number;
  /** An idle connection was lost; the pool replaces it by itself. */
  readonly onError?: (error: Error) => void;
}

/** Opens the pool. Connects lazily: an unreachable server shows at the first query. */
export function openDatabase({ connection, maxConnections = 10, onError }: DatabaseOptions): Database {
  const pool = new pg.Pool({
    application_name: 'headrace',
    connectionTimeoutMillis: 10_000,
    ...connection,
    max: maxConnections,
  });
  pool.on('error', (error) => onError?.(error));
  // One that dies between two statements of a transaction has nobody else who listens, and would end the process. Its holder is
  // told by the next statement.
  pool.on('connect', (client) => void client.on('error', () => undefined));
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool, { statementNameGenerator: statementNames() }),
  });
  let closing: Promise<void> | undefined;
  return {
    pool,
    prisma,
    close: () => {
      closing ??= prisma.$disconnect().then(() => pool.end());
      return closing;
    },
  };
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
