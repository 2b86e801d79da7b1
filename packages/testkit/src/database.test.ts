import pg from 'pg';
import { expect, test } from 'vitest';
import { createDatabase } from './database';

test('a database has the tables of all migrations and is gone after drop', async () => {
  const database = await createDatabase();
  const client = new pg.Client(database.connection);
  await client.connect();
  const { rows } = await client.query(`SELECT to_regclass('flows') IS NOT NULL AS "hasFlows"`);
  expect(rows).toEqual([{ hasFlows: true }]);
  client.on('error', () => {}); // drop ends the session
  await database.drop();
  await database.drop();
  await expect(new pg.Client(database.connection).connect()).rejects.toThrow('does not exist');
});

test('databases made at the same moment do not see each other', async () => {
  const databases = await Promise.all(Array.from({ length: 8 }, () => createDatabase({ migrated: false })));
  expect(new Set(databases.map(({ url }) => url)).size).toBe(8);
  for (const { url, drop } of databases) {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query('CREATE TABLE mine ()');
    await client.end();
    await drop();
  }
});
