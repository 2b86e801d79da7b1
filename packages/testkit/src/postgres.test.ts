import pg from 'pg';
import { expect, test } from 'vitest';
import { startOwnPostgres } from './postgres';

test('a server of its own is there again after kill and restart', async () => {
  const server = await startOwnPostgres();
  const query = async (sql: string) => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    const { rows } = await client.query(sql);
    await client.end();
    return rows;
  };
  await query('CREATE TABLE kept AS SELECT 1 AS one');
  await server.kill();
  await expect(query('SELECT 1')).rejects.toThrow(/ECONNREFUSED|ECONNRESET|ENOENT|terminated/);
  await server.restart();
  expect(await query('SELECT one FROM kept')).toEqual([{ one: 1 }]);
  await server.stop();
});
