import { createPostgresBackend } from 'bullmq';
import type pg from 'pg';

type Connection = ReturnType<typeof createPostgresBackend>['connection'];
type ListenClient = Awaited<ReturnType<Connection['getListenClient']>>;

/**
 * BullMQ's PostgreSQL backend with cheaper statements, and with somebody who always listens to the errors of its connections.
 * It takes every listener off its listening connection before it ends it, and has none on a pooled one between two statements: a
 * server that dies at that very moment would end the process.
 */
export const createThriftyBackend: typeof createPostgresBackend = (...options) => {
  const backend = createPostgresBackend(...options);
  const { connection } = backend;
  connection.pool.on('connect', (client) => void client.on('error', ignore));
  const getListenClient = connection.getListenClient.bind(connection);
  connection.getListenClient = async () => shielded(await getListenClient());
  saveWork(connection.pool as unknown as pg.Pool);
  return backend;
};

/** Whoever uses the connection next is told by its own statement. */
const ignore = () => undefined;

const shieldedClients = new WeakSet<ListenClient>();

function shielded(client: ListenClient): ListenClient {
  if (shieldedClients.has(client)) return client;
  shieldedClients.add(client);
  const removeAllListeners = client.removeAllListeners.bind(client);
  client.removeAllListeners = (...events) => {
    removeAllListeners(...events);
    client.on('error', ignore);
    return client;
  };
  return client;
}

/**
 * What a worker asks whenever it finds no job. We have neither delayed jobs nor a limiter, so the answers are known. Measured:
 * 8 statements a lone job with these, 5 without.
 */
const KNOWN_ANSWERS = [
  {
    asked: /^SELECT rate_limit_ttl, next_delay FROM next_signal\(/m,
    row: { rate_limit_ttl: 0, next_delay: null },
  },
  { asked: /^SELECT next_delay\(/m, row: { next_delay: null } },
];

/**
 * Leaves out questions whose answers are known, and lets Postgres keep the others parsed and planned. A named statement whose
 * result has changed with BullMQ's tables fails once: the pool ends a connection after an error.
 */
function saveWork(pool: pg.Pool): void {
  const statements = new Map<string, { name: string; row: object | undefined }>();
  const statementOf = (text: string) => {
    const known = statements.get(text);
    if (known) return known;
    const name = `headrace_queue_${statements.size}`;
    const statement = { name, row: KNOWN_ANSWERS.find(({ asked }) => asked.test(text))?.row };
    statements.set(text, statement);
    return statement;
  };
  const query = pool.query.bind(pool) as (statement: pg.QueryConfig) => Promise<pg.QueryResult>;
  const thrifty = async (text: string, values: unknown[]) => {
    const { name, row } = statementOf(text);
    return row ? { rows: [row] } : query({ name, text, values });
  };
  pool.query = thrifty as unknown as pg.Pool['query'];
}
