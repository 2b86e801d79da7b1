import { createPostgresBackend } from 'bullmq';

type Connection = ReturnType<typeof createPostgresBackend>['connection'];
type ListenClient = Awaited<ReturnType<Connection['getListenClient']>>;

/**
 * BullMQ's PostgreSQL backend, with somebody who always listens to the errors of its connections. It takes every listener off
 * its listening connection before it ends it, and has none on a pooled one between two statements: a server that dies at that
 * very moment would end the process.
 */
export const createShieldedBackend: typeof createPostgresBackend = (...options) => {
  const backend = createPostgresBackend(...options);
  const { connection } = backend;
  connection.pool.on('connect', (client) => void client.on('error', ignore));
  const getListenClient = connection.getListenClient.bind(connection);
  connection.getListenClient = async () => shielded(await getListenClient());
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
