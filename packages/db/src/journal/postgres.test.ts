import { createDatabase, type TestDatabase } from '@headrace/testkit';
import { cleanups } from '@headrace/testkit/signals';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../database';
import { isTransient } from '../transient';
import { CLAIM_CAME_LATE } from './claim';
import { journalSuite } from './journal.suite';
import { AT, claimOf, commitOf, LATER, newAttempt, newTaskRun, startOf } from './journal.testing';
import { openPostgresWorld } from './postgres.testing';

const databases: { readonly own: TestDatabase; readonly database: Database }[] = [];

/** The hot pool of an empty database, with a connection for each of those who meet in the suite. */
async function openPool(options: Parameters<typeof createDatabase>[0] = {}, settings?: string) {
  const own = await createDatabase(options);
  const database = openDatabase({ connection: { ...own.connection, options: settings }, hotConnections: 20 });
  databases.push({ own, database });
  return database.hot;
}

/** Else an index would bring rows in the order of their ids where nothing asks for it. */
const WITHOUT_INDEXES = '-c enable_indexscan=off -c enable_indexonlyscan=off -c enable_bitmapscan=off';

let pool: Database['hot'];
let icuPool: Database['hot'];
beforeAll(async () => {
  pool = await openPool();
  icuPool = await openPool({ icuLocale: 'en-US' }, WITHOUT_INDEXES);
});
afterAll(async () => {
  for (const { own, database } of databases) {
    await database.close();
    await own.drop();
  }
});

journalSuite('postgres', () => openPostgresWorld(pool));
journalSuite('postgres (sorted by ICU)', () => openPostgresWorld(icuPool));

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Ids as they are given out one after another: their order in bytes is the order of time. */
function idsInOrder(count: number): string[] {
  const base = 0x019b_0000_0000n << 80n;
  return Array.from({ length: count }, (_, index) => {
    let number = base + (BigInt(index) << 80n) + BigInt(index * 7_919);
    let id = '';
    for (let digit = 0; digit < 22; digit += 1) {
      id = ALPHABET.charAt(Number(number % 62n)) + id;
      number /= 62n;
    }
    return id;
  });
}

describe('on a database that sorts text by ICU', () => {
  test('ids sort by time all the same, and claims come oldest first', async () => {
    const { journal } = await openPostgresWorld(icuPool);
    const { rows: sorted } = await icuPool.query(`SELECT datlocprovider AS provider, 'a' < 'B' AS "likePeople"
      FROM pg_database WHERE datname = current_database()`);
    expect(sorted).toEqual([{ provider: 'i', likePeople: true }]);
    const ids = idsInOrder(1_000);
    expect(ids.toSorted()).toEqual(ids);
    const taskRuns = ids.map((id) => newTaskRun('e', id));
    const attempts = ids.map((id) => newAttempt(id, id));
    const start = startOf('e', { tasks: 0 });
    await journal.commit([
      // Stored the other way round, so that no order comes by itself.
      {
        ...start,
        changes: { ...start.changes, newTaskRuns: taskRuns.toReversed(), newAttempts: attempts.toReversed() },
      },
    ]);
    for (const table of ['attempts', 'task_runs']) {
      const { rows } = await icuPool.query<{ id: string }>(`SELECT id FROM ${table} ORDER BY id`);
      expect(rows.map(({ id }) => id)).toEqual(ids);
    }
    // By itself the database would not have them so.
    const { rows } = await icuPool.query<{ id: string }>(
      'SELECT id FROM attempts ORDER BY id COLLATE "unicode"',
    );
    expect(rows.map(({ id }) => id)).not.toEqual(ids);

    await journal.registerWorker({ workerId: 'w1', leaseMs: 10_000 });
    const taken: string[] = [];
    for (let round = 0; round < 10; round += 1) {
      const { claimed } = await journal.claim(claimOf('w1', { limit: 100 }));
      taken.push(...claimed.map(({ attemptId }) => attemptId));
    }
    expect(taken).toEqual(ids);
    expect((await journal.heldBy('w1', 1_000)).map(({ attemptId }) => attemptId)).toEqual(ids);
  });
});

describe('rows that cannot be read', () => {
  const afterwards = cleanups();
  const openWorld = async () => {
    const unreadable: { what: string; id: string }[] = [];
    const world = await openPostgresWorld(pool, {
      onUnreadable: ({ what, id }) => void unreadable.push({ what, id }),
    });
    afterwards(() => world.close());
    await world.journal.registerWorker({ workerId: 'w1', leaseMs: 10_000 });
    return { ...world, unreadable };
  };

  test.each([
    ['the scope of an execution', `UPDATE executions SET scope = '{"after": 1}' WHERE id = 'e2'`],
    ['the scope of a task run', `UPDATE task_runs SET scope = '[]' WHERE execution_id = 'e2'`],
    ['a value in the wrong place', `UPDATE executions SET labels = '"x"' WHERE id = 'e2'`],
  ])('%s strands nobody else in the same claim, and is told', async (_, damage) => {
    const { journal, rows, unreadable } = await openWorld();
    await journal.commit([startOf('e1'), startOf('e2'), startOf('e3')]);
    await pool.query(damage);
    const answer = await journal.claim(claimOf('w1'));
    expect(answer.claimed.map(({ attemptId }) => attemptId)).toEqual(['e1-a1', 'e3-a1']);
    expect(answer.unreadable).toEqual([{ attemptId: 'e2-a1', executionId: 'e2' }]);
    expect(unreadable).toEqual([{ what: 'attempt', id: 'e2-a1' }]);
    // It can be ended all the same.
    expect(await journal.fail('e2', { message: 'cannot be read', at: new Date(LATER) })).toBe(true);
    expect((await rows()).attempts.map(({ state }) => state)).toEqual(['RUNNING', 'KILLED', 'RUNNING']);
  });

  test('a signal is put off, and others go first', async () => {
    const { journal, unreadable } = await openWorld();
    const signal = (id: string, dueAt: string) =>
      ({ kind: 'retryDue', id, dueAt, taskRunId: 't', attempt: 2 }) as const;
    const start = startOf('e');
    await journal.commit([
      { ...start, changes: { ...start.changes, newSignals: [signal('s1', AT), signal('s2', LATER)] } },
    ]);
    await pool.query(`UPDATE signals SET body = '{"kind": "unheard"}' WHERE id = 's1'`);
    const due = { due: [{ executionId: 'e', signal: signal('s2', LATER) }] };
    expect(await journal.dueSignals(10)).toMatchObject(due);
    expect(unreadable).toEqual([{ what: 'signal', id: 's1' }]);
    const later = await journal.dueSignals(10);
    expect(later).toMatchObject(due);
    expect(later.nextInMs).toBeGreaterThan(50_000);
    expect(unreadable).toHaveLength(1);
  });

  test('a load of it is refused', async () => {
    const { journal } = await openWorld();
    await journal.commit([startOf('e'), commitOf('e', 1)]);
    await pool.query(`UPDATE executions SET scope = '{}' WHERE id = 'e'`);
    await expect(journal.load({ executionId: 'e', attemptIds: [], taskRunIds: [] })).rejects.toThrow('scope');
  });
});

test('a claim that is delivered seconds after it was asked for is refused, and takes nothing', async () => {
  const { journal } = await openPostgresWorld(pool);
  await journal.registerWorker({ workerId: 'w1', leaseMs: 60_000 });
  await journal.commit([startOf('e')]);
  const late = journal.claim(claimOf('w1', { claimId: 'late', askedAt: new Date(Date.now() - 60_000) }));
  await expect(late).rejects.toSatisfy((error) => isTransient(error));
  await expect(late).rejects.toMatchObject({ code: CLAIM_CAME_LATE });
  const { claimed } = await journal.claim(claimOf('w1', { claimId: 'now', askedAt: new Date() }));
  expect(claimed).toHaveLength(1);
});
