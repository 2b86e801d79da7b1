import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { FUNCTIONS } from './journal/all-functions';
import { installFunctions } from './journal/functions';

/** Prisma's own engine takes this advisory lock too, so its CLI and this runner never work at the same time. */
const PRISMA_ADVISORY_LOCK = 72707369;

/** Prisma's bookkeeping table, as its CLI creates it: both may be used on one database. */
const BOOKKEEPING = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL, "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`;

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

/** A migration that failed, was left half-done, or was edited after it had been applied. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError';
}

/** The first of the migrations from before the first release, which were replaced by one. */
const BEFORE_THE_FIRST = '20261122000000_tables';

/**
 * Applies what is pending of `<directory>/<name>/migration.sql`, each in one transaction with its bookkeeping row, in name order.
 * Then creates the functions that this version calls. Safe to call from several processes at once. Answers the names applied by this call.
 * @throws MigrationError when the history does not fit the directory, or a script fails.
 */
export async function migrate(connection: pg.ClientConfig, directory: string): Promise<string[]> {
  const client = new pg.Client(connection);
  client.on('error', () => undefined); // the query that it interrupts rejects
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_ADVISORY_LOCK]);
    await client.query(BOOKKEEPING);
    const applied: string[] = [];
    for (const migration of pending(await history(client), readMigrations(directory))) {
      await apply(client, migration);
      applied.push(migration.name);
    }
    await installFunctions(client, FUNCTIONS);
    return applied;
  } finally {
    await client.end();
  }
}

interface HistoryRow {
  readonly migration_name: string;
  readonly checksum: string;
  readonly finished_at: Date | null;
}

async function history(client: pg.Client): Promise<HistoryRow[]> {
  const { rows } = await client.query<HistoryRow>(
    'SELECT migration_name, checksum, finished_at FROM "_prisma_migrations" WHERE rolled_back_at IS NULL',
  );
  return rows;
}

/** Which migrations are still to be applied, in order. */
function pending(history: readonly HistoryRow[], migrations: readonly Migration[]): Migration[] {
  const unfinished = history.find((row) => row.finished_at === null);
  if (unfinished)
    throw new MigrationError(`Migration ${unfinished.migration_name} failed earlier; resolve it first.`);
  const checksums = new Map(history.map((row) => [row.migration_name, row.checksum]));
  const edited = migrations.find((m) => checksums.has(m.name) && checksums.get(m.name) !== m.checksum);
  if (edited) throw new MigrationError(`Migration ${edited.name} was edited after it had been applied.`);
  if (checksums.has(BEFORE_THE_FIRST) && !migrations.some(({ name }) => name === BEFORE_THE_FIRST))
    throw new MigrationError(
      'This database was made by a version of Headrace from before the first release and cannot be carried over: use an empty database, or another folder (HEADRACE_DATA).',
    );
  const known = new Set(migrations.map((migration) => migration.name));
  const newer = history.find((row) => !known.has(row.migration_name));
  if (newer)
    throw new MigrationError(
      `The database has the migration ${newer.migration_name}, which this version of Headrace does not know: it was written by a newer version.`,
    );
  return migrations.filter((migration) => !checksums.has(migration.name));
}

function readMigrations(directory: string): Migration[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => ({ name: entry.name, file: join(directory, entry.name, 'migration.sql') }))
    .filter(({ file }) => existsSync(file))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, file }) => {
      const sql = readFileSync(file, 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query(
      'INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), 1)',
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    const reason = error instanceof Error ? error.message : String(error);
    throw new MigrationError(`Migration ${name} failed and was undone: ${reason}`, { cause: error });
  }
}
