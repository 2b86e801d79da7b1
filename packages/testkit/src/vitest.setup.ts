import { dropAbandonedDatabases } from './database';
import { startWorldPostgres, TEST_DATABASE_URL } from './postgres';

/**
 * Runs once before all test files. `npm test` brings a server of its own; a single `npx vitest` starts the shared one
 * or adopts it, and leaves it running for the next.
 * A server that does not start fails only the tests that ask for a database.
 */
export default async function setup(): Promise<void> {
  try {
    process.env[TEST_DATABASE_URL] ??= (await startWorldPostgres()).url;
    await dropAbandonedDatabases(process.env[TEST_DATABASE_URL], Date.now());
  } catch (error) {
    delete process.env[TEST_DATABASE_URL];
    process.env[`${TEST_DATABASE_URL}_FAILURE`] = error instanceof Error ? error.message : String(error);
  }
}
