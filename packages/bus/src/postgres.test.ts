import { connectionOf, createDatabase, startOwnPostgres, type TestDatabase } from '@headrace/testkit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Wake } from './bus';
import { busSuite } from './bus.suite';
import { createPostgresBus } from './postgres';
import { channelOf } from './prefix';
import { cleanups, Sightings } from '@headrace/testkit/signals';
import { within } from './within';

let database: TestDatabase;
let admin: pg.Pool;
let worlds = 0;
beforeAll(async () => {
  database = await createDatabase({ migrated: false });
  admin = new pg.Pool({ ...database.connection, max: 1 });
});
afterAll(async () => {
  await admin.end();
  await database.drop();
});

busSuite('postgres', async () => {
  const prefix = `world-${++worlds}`;
  const open = (worldPrefix: string) =>
    createPostgresBus({ connection: database.connection, prefix: worldPrefix });
  return {
    open: () => open(prefix),
    openElsewhere: () => open(`${prefix}-elsewhere`),
    interrupt: async () => {
      await admin.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
           WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE $1`,
        [`LISTEN "${channelOf(prefix)}"%`],
      );
    },
    inject: async (payload) => {
      await admin.query('SELECT pg_notify($1, $2)', [channelOf(prefix), payload]);
    },
  };
});

describe('postgres bus in trouble', () => {
  const afterwards = cleanups();

  test('an unreachable database is one clear error', async () => {
    const opening = createPostgresBus({
      connection: { host: '/nowhere', port: 1, database: 'none' },
      prefix: 'x',
    });
    await expect(opening).rejects.toThrow(
      /^Could not open the bus on Postgres \(\/nowhere:1\/none\): .*ENOENT/,
    );
  });

  test('refuses a prefix it cannot carry', async () => {
    await expect(createPostgresBus({ connection: {}, prefix: 'x'.repeat(49) })).rejects.toThrow(
      'prefix must be',
    );
  });

  test('goes on after the server was killed, and closes while it is gone', async () => {
    const server = await startOwnPostgres();
    afterwards(() => server.stop());
    const errors = new Sightings<Error>();
    const bus = await createPostgresBus({
      connection: connectionOf(server.url),
      prefix: 'own',
      onError: (error) => errors.see(error),
    });
    const seen = new Sightings<Wake>();
    bus.subscribe({ topic: 'flows' }, (wake) => seen.see(wake));
    await server.kill();
    await errors.count(1);
    bus.publish([{ topic: 'flows' }]);
    await bus.flush();
    await server.restart();
    expect((await seen.count(1)).at(0)).toEqual({ kind: 'reconnected' });
    bus.publish([{ topic: 'flows' }]);
    await seen.until((all) => all.at(-1)?.kind === 'nudge');
    await server.kill();
    bus.publish([{ topic: 'flows' }]);
    await within(bus.close(), 15_000, 'Closing without a server');
  }, 60_000);
});
