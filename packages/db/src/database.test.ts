import {
  createDatabase,
  createProxy,
  postgresTarget,
  type Proxy,
  type TestDatabase,
} from '@headrace/testkit';
import { Decimal } from '@headrace/json';
import { cleanups } from '@headrace/testkit/signals';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { Socket } from 'node:net';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Database, type DatabaseOptions, openDatabase } from './database';
import { SilentConnectionError } from './silence';
import { isTransient } from './transient';

let own: TestDatabase;
beforeAll(async () => {
  own = await createDatabase({ migrated: false });
});
afterAll(() => own.drop());

const later = cleanups();

function open(options: Partial<DatabaseOptions> = {}): Database {
  const database = openDatabase({ connection: own.connection, ...options });
  later(() => database.close());
  return database;
}

/** A machine that runs other tests may take long for a new connection. */
const PATIENT = { connectionTimeoutMillis: 60_000 };

/** A database behind a proxy, with a time-out that a healthy answer meets on a busy machine too. */
async function openThroughProxy(
  settings: pg.PoolConfig = PATIENT,
): Promise<{ proxy: Proxy; database: Database }> {
  const proxy = await createProxy(postgresTarget(own.connection));
  later(() => proxy.close());
  const connection = { ...own.connection, host: '127.0.0.1', port: proxy.port, ...settings };
  const database = open({ connection, queryTimeoutMs: 1_500 });
  later(async () => proxy.resume());
  return { proxy, database };
}

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail('it succeeded'),
    (error: unknown) => error,
  );
}

async function pidOf(queryable: pg.Pool | pg.PoolClient): Promise<number> {
  const { rows } = await queryable.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid ?? 0;
}

test('a connection that is lost inside a transaction fails its next statement, and nothing else', async () => {
  const database = open();
  const held = await database.pool.connect();
  await held.query('BEGIN');
  const pid = await pidOf(held);
  const ended = new Promise<void>((resolve) => void held.once('end', resolve));
  await database.pool.query('SELECT pg_terminate_backend($1)', [pid]);
  await ended;
  await expect(held.query('COMMIT')).rejects.toThrow();
  held.release(true);
  expect((await database.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
});

describe('when connections go silent', () => {
  test.each(['pool', 'hot'] as const)(
    'a query of %s fails, and the next gets a new connection',
    async (name) => {
      const { proxy, database } = await openThroughProxy();
      const pid = await pidOf(database[name]);
      proxy.silence({ onlyOpen: true });
      const error = await failureOf(database[name].query('SELECT 1'));
      expect(error).toBeInstanceOf(SilentConnectionError);
      expect(isTransient(error)).toBe(true);
      expect(database[name].totalCount).toBe(0);
      expect(await pidOf(database[name])).not.toBe(pid);
    },
  );

  test('a caller waits for one of them only, however many they are', async () => {
    const { proxy, database } = await openThroughProxy();
    const all = await Promise.all(Array.from({ length: 4 }, () => database.pool.connect()));
    for (const client of all) client.release();
    proxy.silence({ onlyOpen: true });
    await failureOf(database.pool.query('SELECT 1'));
    await database.pool.query('SELECT 1');
  });

  test('the holder of one cannot give it back as a good one', async () => {
    const { proxy, database } = await openThroughProxy();
    const held = await database.pool.connect();
    await held.query('BEGIN');
    proxy.silence({ onlyOpen: true });
    expect(isTransient(await failureOf(held.query('COMMIT')))).toBe(true);
    expect(isTransient(await failureOf(held.query('ROLLBACK')))).toBe(true);
    held.release();
    expect(database.pool.totalCount).toBe(0);
    await database.pool.query('SELECT 1');
  });

  test('after an idle time longer than the limit, that is noticed too', async () => {
    const { proxy, database } = await openThroughProxy();
    const held = await database.pool.connect();
    await once(held.connection.stream, 'timeout');
    // Nobody waited for it, so it is as good as before.
    await held.query('SELECT 1');
    proxy.silence({ onlyOpen: true });
    expect(await failureOf(held.query('SELECT 1'))).toBeInstanceOf(SilentConnectionError);
    held.release();
  });
});

describe('every wait ends:', () => {
  test('for a new connection to a server that is silent from the start', async () => {
    const { proxy, database } = await openThroughProxy({});
    proxy.silence();
    expect(isTransient(await failureOf(database.pool.query('SELECT 1')))).toBe(true);
  });

  test('for a connection while others hold all of them', async () => {
    const database = open({ queryTimeoutMs: 3_000, maxConnections: 1, hotConnections: 1 });
    const isRefusedBy = async (pool: pg.Pool) => {
      const held = await pool.connect();
      expect(isTransient(await failureOf(pool.query('SELECT 1')))).toBe(true);
      held.release();
    };
    await Promise.all([isRefusedBy(database.pool), isRefusedBy(database.hot)]);
  });

  test('for a statement that takes too long: the server ends it and the connection lives on', async () => {
    const database = open({ queryTimeoutMs: 3_000 });
    const isEndedOn = async (pool: pg.Pool) => {
      const held = await pool.connect();
      const pid = await pidOf(held);
      expect(await failureOf(held.query('SELECT pg_sleep(600)'))).toMatchObject({ code: '57014' });
      expect(await pidOf(held)).toBe(pid);
      held.release();
    };
    await Promise.all([isEndedOn(database.pool), isEndedOn(database.hot)]);
  });

  test('for the locks of a transaction whose holder is silent', async () => {
    const { proxy, database } = await openThroughProxy();
    await database.pool.query('CREATE TABLE locked (id int)');
    const held = await database.pool.connect();
    await held.query('BEGIN');
    await held.query('LOCK TABLE locked');
    proxy.silence({ onlyOpen: true });
    const direct = open();
    // In less than the 7 s after which the server would end this statement.
    await direct.pool.query('SELECT FROM locked');
    held.release(true);
  });

  test('for Prisma, whose transactions leave no broken connection behind', async () => {
    const { proxy, database } = await openThroughProxy();
    const { prisma, pool } = database;
    await prisma.$queryRaw`SELECT 1`;
    proxy.silence({ onlyOpen: true });
    expect(isTransient(await failureOf(prisma.$queryRaw`SELECT 1`))).toBe(true);
    const transaction = prisma.$transaction(
      async (inside) => {
        await inside.$queryRaw`SELECT 1`;
        proxy.silence({ onlyOpen: true });
        await inside.$queryRaw`SELECT 2`;
      },
      { timeout: 60_000 },
    );
    expect(isTransient(await failureOf(transaction))).toBe(true);
    expect(pool.idleCount).toBe(0);
    await prisma.$queryRaw`SELECT 1`;
  });

  test('for the goodbye of a server that does not answer it', async () => {
    const { proxy, database } = await openThroughProxy();
    const clients = await Promise.all([database.pool.connect(), database.hot.connect()]);
    const closed = clients.map((client) => once(client.connection.stream, 'close'));
    for (const client of clients) client.release();
    proxy.silence();
    await database.close();
    await database.close();
    await Promise.all(closed);
  });
});

test('a query that was answered while our loop was busy has not failed', { timeout: 60_000 }, async () => {
  const limitMs = 1_500;
  const database = open({ connection: { ...own.connection, ...PATIENT }, queryTimeoutMs: limitMs });
  const held = await database.pool.connect();
  const pid = await pidOf(held);
  const untilMs = performance.now() + 2 * limitMs;
  const answer = held.query('SELECT 1 AS one');
  execFileSync(process.execPath, ['-e', UNTIL_ANSWERED, JSON.stringify(own.connection), String(pid)], {
    cwd: import.meta.dirname,
  });
  while (performance.now() < untilMs);
  expect((await answer).rows).toEqual([{ one: 1 }]);
  held.release();
});

/** A process that ends when the session has executed the statement. */
const UNTIL_ANSWERED = `
  const [connection, pid] = process.argv.slice(1);
  const client = new (require('pg').Client)(JSON.parse(connection));
  const isAnswered = async () => {
    const { rowCount } = await client.query(
      "SELECT FROM pg_stat_activity WHERE pid = $1 AND state = 'idle' AND query LIKE '% AS one'", [pid]);
    return rowCount > 0;
  };
  (async () => {
    await client.connect();
    while (!(await isAnswered()));
    await client.end();
  })();`;

test('a dead peer is found by keep-alive on idle connections', async () => {
  const keepAlive = vi.spyOn(Socket.prototype, 'setKeepAlive');
  const { database } = await openThroughProxy();
  await Promise.all([database.pool.query('SELECT 1'), database.hot.query('SELECT 1')]);
  const sockets = new Set(keepAlive.mock.contexts);
  expect(sockets.size).toBe(2);
  expect(keepAlive.mock.calls).toEqual([
    [true, 5_000],
    [true, 5_000],
  ]);
  keepAlive.mockRestore();
});

describe('the hot pool', () => {
  test('has connections of its own', async () => {
    const database = open({ maxConnections: 1 });
    const held = await database.pool.connect();
    await database.hot.query('SELECT 1');
    held.release();
    expect(database.hot.options.max).toBe(4);
    await database.close();
    expect([database.pool.ended, database.hot.ended]).toEqual([true, true]);
  });

  test('has a name and settings of its own, beside those of the connection', async () => {
    const connection = { ...own.connection, options: '-c search_path=somewhere' };
    const { pool, hot } = open({ connection });
    const settings = `SELECT current_setting('application_name') AS name, current_setting('jit') AS jit,
      current_setting('plan_cache_mode') AS plans, current_setting('search_path') AS path`;
    expect((await hot.query(settings)).rows).toEqual([
      { name: 'headrace-hot', jit: 'off', plans: 'force_generic_plan', path: 'somewhere' },
    ]);
    expect((await pool.query(settings)).rows).toMatchObject([
      { name: 'headrace', plans: 'auto', path: 'somewhere' },
    ]);
  });
});

test('JSON is read with every digit, in lists too and made by SQL', async () => {
  const { pool, hot } = open();
  const text = `SELECT '1.50'::json AS a, '{"b": 8202522731445525542}'::jsonb AS b, array['1.0'::jsonb, NULL, '"x,\\""'] AS c,
    array['[1e3]'::json] AS d, json_build_object('e', '2.50'::jsonb) AS e, jsonb_build_array('1e400'::jsonb) AS f`;
  for (const client of [pool, hot]) {
    const { rows } = await client.query(text);
    expect(rows).toEqual([
      {
        a: Decimal.of('1.50'),
        b: { b: 8202522731445525542n },
        c: [Decimal.of('1.0'), null, 'x,"'],
        d: [[Decimal.of('1000.0')]],
        e: { e: Decimal.of('2.50') },
        // PostgreSQL writes an exponent out and makes a whole number of it, unless `writeJsonb` wrote it
        f: [10n ** 400n],
      },
    ]);
  }
});
