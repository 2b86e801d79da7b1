import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { connectionOf, withDatabase } from './connection';
import { TEST_DATABASE_URL } from './postgres';
import { ensureTemplate, migrateDatabase, TEMPLATE_LOCK } from './template';

/** An empty, migrated database that belongs to one test or one test file. */
export interface TestDatabase {
  readonly url: string;
  readonly connection: pg.ClientConfig & { readonly database: string };
  /** Ends the sessions that are still open in it and removes it. Safe to call twice. */
  drop(): Promise<void>;
}

const PREFIX = 'test_';
const ABANDONED_AFTER_MS = 60 * 60 * 1000;

/**
 * Clones the migrated template on the server that all tests of a run share; some ten milliseconds.
 * Without `migrated` the database has no tables. With `icuLocale` text is sorted as people of that language do, and it takes longer.
 */
export async function createDatabase({
  migrated = true,
  icuLocale,
}: {
  readonly migrated?: boolean;
  readonly icuLocale?: string;
} = {}): Promise<TestDatabase> {
  const serverUrl = testServerUrl();
  const name = `${PREFIX}${Date.now().toString(36)}_${randomBytes(4).toString('hex')}`;
  const url = withDatabase(serverUrl, name);
  await withClient(connectionOf(serverUrl), async (client) => {
    if (icuLocale !== undefined) {
      await client.query(
        `CREATE DATABASE "${name}" TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE '${icuLocale}'`,
      );
      if (migrated) await migrateDatabase(url);
      return;
    }
    const template = migrated ? await ensureTemplate(serverUrl, client) : 'template1';
    // Clones of one template get into each other's way when they are made at the same moment.
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    await client.query(`CREATE DATABASE "${name}" TEMPLATE "${template}"`);
  });
  return {
    url,
    connection: { ...connectionOf(url), database: name },
    drop: () =>
      withClient(connectionOf(serverUrl), async (client) => {
        await client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
      }),
  };
}

/** Removes databases that interrupted test runs left behind: older than an hour, and nobody connected. */
export async function dropAbandonedDatabases(serverUrl: string, nowMs: number): Promise<void> {
  await withClient(connectionOf(serverUrl), async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      `SELECT datname FROM pg_database d WHERE starts_with(datname, $1)
         AND NOT EXISTS (SELECT 1 FROM pg_stat_activity a WHERE a.datname = d.datname)`,
      [PREFIX],
    );
    for (const { datname } of rows) {
      const createdMs = Number.parseInt(datname.slice(PREFIX.length), 36);
      if (nowMs - createdMs > ABANDONED_AFTER_MS) await client.query(`DROP DATABASE IF EXISTS "${datname}"`);
    }
  });
}

/** @throws when the tests run without vitest's global setup, or it could not start the server. */
function testServerUrl(): string {
  const url = process.env[TEST_DATABASE_URL];
  if (url) return url;
  const reason = process.env[`${TEST_DATABASE_URL}_FAILURE`] ?? 'start the tests with vitest';
  throw new Error(`There is no PostgreSQL for the tests: ${reason}`);
}

async function withClient<T>(config: pg.ClientConfig, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
