import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FUNCTIONS } from '@headrace/db/functions';
import type pg from 'pg';
import { connectionOf, withDatabase } from './connection';

/** Advisory lock (of the server's main database) around making the template and cloning it. */
export const TEMPLATE_LOCK = 0x48_45_41_44;

const MIGRATIONS = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));

/**
 * The name of a database that has all migrations applied, made at its first use. The name follows the content of the
 * migrations and functions, so an edited one makes a new database. The caller's session holds the lock only while making it.
 */
export async function ensureTemplate(serverUrl: string, client: pg.Client): Promise<string> {
  const name = `template_${migrationsHash()}`;
  if (await exists(client, name)) return name;
  await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK]);
  try {
    if (await exists(client, name)) return name;
    const unfinished = `${name}_unfinished`;
    await client.query(`DROP DATABASE IF EXISTS "${unfinished}" WITH (FORCE)`);
    await client.query(`CREATE DATABASE "${unfinished}"`);
    await migrateDatabase(withDatabase(serverUrl, unfinished));
    await client.query(`ALTER DATABASE "${unfinished}" RENAME TO "${name}"`);
    return name;
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [TEMPLATE_LOCK]);
  }
}

export async function migrateDatabase(url: string): Promise<void> {
  // Loaded here because tests that need no tables should not pay for Prisma.
  const { migrate } = await import('@headrace/db');
  await migrate(connectionOf(url), MIGRATIONS);
}

function migrationsHash(): string {
  const hash = createHash('sha256');
  for (const path of readdirSync(MIGRATIONS, { recursive: true, encoding: 'utf8' }).sort()) {
    if (path.endsWith('.sql')) hash.update(`${path}\0`).update(readFileSync(join(MIGRATIONS, path)));
  }
  for (const { name } of FUNCTIONS) hash.update(name);
  return hash.digest('hex').slice(0, 12);
}

async function exists(client: pg.Client, name: string): Promise<boolean> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  return rowCount === 1;
}
