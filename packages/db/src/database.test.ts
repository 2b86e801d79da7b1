import { createDatabase, type TestDatabase } from '@headrace/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDatabase } from './database';

let own: TestDatabase;
beforeAll(async () => {
  own = await createDatabase({ migrated: false });
});
afterAll(() => own.drop());

test('a connection that is lost inside a transaction fails its next statement, and nothing else', async () => {
  const database = openDatabase({ connection: own.connection });
  try {
    const held = await database.pool.connect();
    await held.query('BEGIN');
    const { rows } = await held.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const ended = new Promise<void>((resolve) => void held.once('end', resolve));
    await database.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await ended;
    await expect(held.query('COMMIT')).rejects.toThrow();
    held.release(true);
    expect((await database.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  } finally {
    await database.close();
  }
});
