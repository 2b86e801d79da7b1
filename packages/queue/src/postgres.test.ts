import { createDatabase, startOwnPostgres, connectionOf, type TestDatabase } from '@headrace/testkit';
import { type PostgresPoolConfig, Queue as BullMQQueue, runMigrations, Worker } from 'bullmq';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { WORKER_SETTINGS } from './bullmq';
import { createPostgresQueue } from './postgres';
import { createThriftyBackend } from './postgres.backend';
import type { Queue } from './queue';
import { queueSuite } from './queue.suite';
import { cleanups, Sightings } from '@headrace/testkit/signals';
import { within } from './within';

let database: TestDatabase;
let worlds = 0;
beforeAll(async () => {
  database = await createDatabase({ migrated: false });
});
afterAll(() => database.drop());

queueSuite('postgres', async () => {
  const prefix = `world-${++worlds}`;
  const open = (worldPrefix: string) =>
    createPostgresQueue({ connection: database.connection, prefix: worldPrefix });
  const takeAndDie = async () => {
    const settings = { ...WORKER_SETTINGS, connection: bullConnection(), autorun: false };
    const worker = new Worker(`${prefix}-attempts`, null, settings, createThriftyBackend);
    expect(await worker.getNextJob('lock')).toBeDefined();
    await worker.close(true);
  };
  return { open: () => open(prefix), openElsewhere: () => open(`${prefix}-elsewhere`), takeAndDie };
});

/** As the queue connects. */
function bullConnection(): PostgresPoolConfig {
  return { ...(database.connection as PostgresPoolConfig), schema: 'headrace_queue', max: 1 };
}

describe('postgres queue in trouble', () => {
  const afterwards = cleanups();

  test('an unreachable database is one clear error', async () => {
    const opening = createPostgresQueue({
      connection: { host: '/nowhere', port: 1, database: 'none' },
      prefix: 'x',
    });
    await expect(opening).rejects.toThrow(
      /^Could not open the queue on Postgres \(\/nowhere:1\/none\): .*ENOENT/,
    );
  });

  test('refuses a prefix it cannot carry', async () => {
    await expect(createPostgresQueue({ connection: {}, prefix: 'a:b' })).rejects.toThrow('prefix must be');
  });

  test('a consumer whose connections were cut while it waited receives what is dispatched then', async () => {
    const { connection } = database;
    const open = () => createPostgresQueue({ connection, prefix: 'cut' });
    const [receiver, sender] = [await open(), await open()];
    afterwards(() => Promise.all([receiver.close(), sender.close()]));
    const seen = new Sightings<string>();
    const errors = new Sightings<Error>();
    const consumer = receiver.consume(async (ids) => ids.forEach((id) => seen.see(id)), {
      concurrency: 2,
      onError: (error) => errors.see(error),
    });
    await consumer.ready();
    await sender.dispatch(['before']);
    await seen.count(1);
    const admin = new pg.Client(connection);
    await admin.connect();
    afterwards(() => admin.end());
    await admin.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()',
      [connection.database],
    );
    await errors.count(1);
    await dispatchUntilAccepted(sender, 'after');
    expect(await seen.count(2)).toEqual(['before', 'after']);
  });

  test('ignores jobs that are no hints', async () => {
    const queue = await createPostgresQueue({ connection: database.connection, prefix: 'garbage' });
    afterwards(() => queue.close());
    const foreign = new BullMQQueue(
      'garbage-attempts',
      { connection: bullConnection() },
      createThriftyBackend,
    );
    afterwards(() => foreign.close());
    await foreign.add('attempts', { attemptIds: [{ not: 'a string' }] });
    await foreign.add('attempt', { attemptId: 'of an older version' });
    const seen = new Sightings<string>();
    const errors = new Sightings<Error>();
    queue.consume(async (ids) => ids.forEach((id) => seen.see(id)), {
      concurrency: 1,
      onError: (error) => errors.see(error),
    });
    await queue.dispatch(['fine']);
    expect(await seen.count(1)).toEqual(['fine']);
    for (const { message } of await errors.count(2)) expect(message).toContain('no hint');
  });

  describe('its backend', () => {
    const open = async () => {
      const client = new pg.Client(database.connection);
      await client.connect();
      await runMigrations(client, 'headrace_queue');
      await client.end();
      const backend = createThriftyBackend('thrifty', { connection: bullConnection() });
      afterwards(() => backend.close());
      await backend.waitUntilReady();
      return backend;
    };

    test('asks nothing else when there is no job', async () => {
      const asked = vi.spyOn(pg.Pool.prototype, 'query');
      afterwards(async () => asked.mockRestore());
      const backend = await open();
      asked.mockClear();
      expect(await backend.moveToActive('lock')).toEqual([null, '', 0, 0]);
      expect(asked.mock.calls).toEqual([[expect.objectContaining({ name: expect.any(String) })]]);
      asked.mockClear();
      expect(await backend.waitForJob(0.001)).toBeNull();
      expect(asked.mock.calls).toHaveLength(1);
    });

    test('the errors of its connections are always listened to, also while it closes', async () => {
      const { connection } = await open();
      const [listening, pooled] = [await connection.getListenClient(), await connection.pool.connect()];
      const trouble = new Error('terminating connection due to unexpected postmaster exit');
      // As BullMQ does it before it ends the connection.
      listening.removeAllListeners();
      for (const client of [listening, pooled])
        expect(() => (client as unknown as pg.Client).emit('error', trouble)).not.toThrow();
      pooled.release(true);
    });
  });

  test('goes on after the server was killed, and closes while it is gone', async () => {
    const server = await startOwnPostgres();
    afterwards(() => server.stop());
    const open = async () => createPostgresQueue({ connection: connectionOf(server.url), prefix: 'own' });
    const [receiver, sender] = [await open(), await open()];
    afterwards(() => Promise.all([receiver.close(), sender.close()]));
    const seen = new Sightings<string>();
    const errors = new Sightings<Error>();
    const consumer = receiver.consume(async (ids) => ids.forEach((id) => seen.see(id)), {
      concurrency: 2,
      onError: (error) => errors.see(error),
    });
    await consumer.ready();
    await sender.dispatch(['before']);
    await seen.count(1);

    await server.kill();
    await errors.count(1);
    await expect(sender.dispatch(['lost'])).rejects.toThrow('Could not put 1 hint(s) on the postgres queue');

    await server.restart();
    await dispatchUntilAccepted(sender, 'after');
    await seen.until((all) => all.includes('after'));

    await server.kill();
    await within(Promise.all([receiver.close(), sender.close()]), 15_000, 'Closing without a server');
  }, 60_000);
});

/** Again and again until the store takes it. */
async function dispatchUntilAccepted(queue: Queue, attemptId: string): Promise<void> {
  for (;;) {
    const accepted = await queue.dispatch([attemptId]).then(
      () => true,
      () => false,
    );
    if (accepted) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
