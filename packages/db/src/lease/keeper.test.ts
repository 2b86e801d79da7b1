import {
  createDatabase,
  createProxy,
  postgresTarget,
  type Proxy,
  type TestDatabase,
} from '@headrace/testkit';
import { cleanups, Sightings } from '@headrace/testkit/signals';
import type { Worker } from 'node:worker_threads';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type LeaseKeeper, type LeaseKeeperOptions, startLeaseKeeper } from './keeper';
import { createWorkersTable } from './workers.fixture';

/** The threads that were started, the newest last. */
const threads = vi.hoisted(() => [] as Worker[]);
vi.mock(import('node:worker_threads'), async (original) => {
  const real = await original();
  class NotedWorker extends real.Worker {
    constructor(...options: ConstructorParameters<typeof Worker>) {
      super(...options);
      threads.push(this);
    }
  }
  return { ...real, Worker: NotedWorker };
});

let own: TestDatabase;
let direct: pg.Client;
const renewed = new Sightings<string>();
beforeAll(async () => {
  own = await createDatabase({ migrated: false });
  direct = new pg.Client(own.connection);
  await direct.connect();
  await createWorkersTable(direct);
  direct.on('notification', ({ payload }) => renewed.see(payload ?? ''));
  await direct.query('LISTEN renewed');
});
afterAll(async () => {
  await direct.end();
  await own.drop();
});

const later = cleanups();
let workers = 0;

interface World {
  readonly workerId: string;
  readonly keeper: LeaseKeeper;
  readonly lost: Sightings<string>;
  readonly errors: Sightings<Error>;
  /** Resolves when the lease was renewed so many times more. */
  more(times: number): Promise<void>;
}

/** A worker that has just got its lease, and a keeper for it. */
async function keep(options: Partial<LeaseKeeperOptions> = {}): Promise<World> {
  const workerId = `worker-${(workers += 1)}`;
  const lost = new Sightings<string>();
  const errors = new Sightings<Error>();
  const { leaseMs = 3_000 } = options;
  await direct.query(
    `INSERT INTO workers (id, lease_until) VALUES ($1, clock_timestamp() + $2 * interval '1 millisecond')`,
    [workerId, leaseMs],
  );
  const keeper = await startLeaseKeeper({
    connection: own.connection,
    workerId,
    leaseMs,
    onLost: (reason) => lost.see(reason),
    onError: (error) => errors.see(error),
    ...options,
  });
  later(() => keeper.stop());
  const times = (all: readonly string[]) => all.filter((id) => id === workerId).length;
  return {
    workerId,
    keeper,
    lost,
    errors,
    more: async (least) => {
      const before = times(renewed.all);
      await renewed.until((all) => times(all) >= before + least);
    },
  };
}

async function proxied(): Promise<{ proxy: Proxy; connection: pg.ClientConfig }> {
  const proxy = await createProxy(postgresTarget(own.connection));
  later(() => proxy.close());
  return { proxy, connection: { ...own.connection, host: '127.0.0.1', port: proxy.port } };
}

/** Resolves when no keeper has a session any more. */
async function untilNobodyIsConnected(): Promise<void> {
  await vi.waitFor(
    async () => {
      const { rowCount } = await direct.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'headrace-lease'`,
      );
      expect(rowCount).toBe(0);
    },
    { timeout: 15_000 },
  );
}

describe('the lease', () => {
  test('is not lost while the event loop is busy for three times as long', { timeout: 60_000 }, async () => {
    const leaseMs = 3_000;
    const { workerId, more } = await keep({ leaseMs });
    await more(1);
    const untilMs = performance.now() + 3 * leaseMs;
    while (performance.now() < untilMs);
    const { rows } = await direct.query<{ isHeld: boolean; late: number }>(
      `SELECT lease_until > clock_timestamp() AS "isHeld",
              (SELECT count(*)::int FROM renewals WHERE worker_id = id AND was_late) AS late
       FROM workers WHERE id = $1`,
      [workerId],
    );
    expect(rows).toEqual([{ isHeld: true, late: 0 }]);
  });

  test('is renewed again after the connection was silent', { timeout: 60_000 }, async () => {
    const { proxy, connection } = await proxied();
    const { more, errors, lost } = await keep({ connection });
    await more(1);
    proxy.silence();
    await errors.count(1);
    // Tried again and again, told once.
    const { accepted } = proxy.stats;
    await vi.waitFor(() => expect(proxy.stats.accepted).toBeGreaterThan(accepted + 1), { timeout: 15_000 });
    expect(errors.all).toHaveLength(1);
    proxy.resume();
    // The silent connection may deliver one statement late: three are the work of a new one.
    await more(3);
    proxy.silence({ onlyOpen: true });
    await errors.count(2);
    await more(3);
    expect(lost.all).toEqual([]);
  });

  test('is renewed as soon as the database can be reached', async () => {
    const { proxy, connection } = await proxied();
    proxy.refuse();
    const { more, errors } = await keep({ connection });
    const [error] = await errors.count(1);
    expect(error).toMatchObject({ code: 'ECONNRESET' });
    proxy.resume();
    await more(1);
  });

  test('is renewed on another connection, by the same thread, when the server ended the session', async () => {
    const { more, errors } = await keep();
    await more(1);
    const count = threads.length;
    await direct.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'headrace-lease'`,
    );
    await more(2);
    expect(errors.all).toHaveLength(1);
    expect(threads).toHaveLength(count);
  });

  test('is renewed by another thread when the thread dies', async () => {
    const { more, errors, keeper } = await keep();
    await more(1);
    await threads.at(-1)?.terminate();
    const [error] = await errors.count(1);
    expect(error?.message).toBe('The thread that renews the lease ended with 1.');
    await more(2);
    await keeper.stop();
    await untilNobodyIsConnected();
  });
});

describe('a worker that was given up', () => {
  test('is told so, once, and renews no more', async () => {
    const { workerId, more, lost, errors, keeper } = await keep();
    await more(1);
    await direct.query('UPDATE workers SET lost_at = clock_timestamp() WHERE id = $1', [workerId]);
    expect(await lost.count(1)).toEqual(['the worker was given up']);
    await untilNobodyIsConnected();
    // It is not replaced: that would begin with an error.
    await vi.waitFor(() => expect(threads.at(-1)?.threadId).toBe(-1), { timeout: 15_000 });
    await keeper.stop();
    expect(errors.all).toEqual([]);
    expect(lost.all).toHaveLength(1);
  });

  test('is one that has no row, too', async () => {
    const { lost } = await keep({ workerId: 'nobody' });
    await lost.count(1);
  });
});

describe('stop', () => {
  test('ends the session, and may be called twice', async () => {
    const { keeper, more, errors, lost } = await keep();
    await more(1);
    const exitCodes: number[] = [];
    threads.at(-1)?.once('exit', (code) => exitCodes.push(code));
    await Promise.all([keeper.stop(), keeper.stop()]);
    // The thread took leave: it was not terminated, which would be 1.
    expect(exitCodes).toEqual([0]);
    await untilNobodyIsConnected();
    expect([errors.all, lost.all]).toEqual([[], []]);
  });

  test('does not wait for a server that is silent', async () => {
    const { proxy, connection } = await proxied();
    const { keeper, more } = await keep({ connection });
    await more(1);
    proxy.silence();
    await keeper.stop();
    expect(threads.at(-1)?.threadId).toBe(-1);
  });

  test('ends a thread that does not listen', async () => {
    const { keeper } = await keep();
    const thread = threads.at(-1);
    if (thread) vi.spyOn(thread, 'postMessage').mockImplementation(() => undefined);
    await keeper.stop();
    expect(thread?.threadId).toBe(-1);
  });

  test('while a new thread is awaited lets none begin', async () => {
    const { keeper, more, errors } = await keep();
    await more(1);
    const count = threads.length;
    await threads.at(-1)?.terminate();
    await errors.count(1);
    await keeper.stop();
    await untilNobodyIsConnected();
    // Longer than the pause before a thread is replaced.
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(threads).toHaveLength(count);
  });
});

test('what cannot go to a thread is refused', async () => {
  await expect(keep({ connection: { password: () => 'secret' } })).rejects.toThrow('could not be cloned');
});
