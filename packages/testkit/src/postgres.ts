import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { waitUntil } from '../../../tools/processes.mjs';
import { type PostgresServer, startPostgres } from '../../../tools/postgres.mjs';

/** Set by vitest's global setup or by `npm test`: the URL of the server that all tests of a run share. */
export const TEST_DATABASE_URL = 'HEADRACE_TEST_DATABASE_URL';

const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * The server that tests share, in `.headrace/test`: started, or adopted when an earlier run left it there.
 * It is made for speed: what it holds does not survive a crash of the machine.
 */
export function startWorldPostgres(): Promise<PostgresServer> {
  return startPostgres({ dataDir: join(REPOSITORY, '.headrace/test'), fsync: false });
}

/** A server of a test's own, to kill and to start again. */
export interface OwnPostgres {
  /** The same before and after a restart. */
  readonly url: string;
  /** Ends the server at once, as a power cut would. */
  kill(): Promise<void>;
  /** Starts it again on the same data, after `kill` or when a test stopped it. */
  restart(): Promise<void>;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
}

/**
 * Starts a server with data of its own in a temporary folder; takes a second or two.
 * `fsync` off is no hindrance for tests that kill the server: only a crash of the machine would lose data.
 */
export async function startOwnPostgres(): Promise<OwnPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'headrace-postgres-'));
  chmodSync(folder, 0o711); // as root, the server's user must pass
  const options = { dataDir: join(folder, 'data/postgres'), fsync: false };
  let server = await startPostgres(options);
  return {
    url: server.url,
    kill: async () => {
      process.kill(server.pid, 'SIGKILL');
      await waitUntil(() => !server.isAlive(), { timeoutMs: 10_000 });
    },
    restart: async () => {
      server = await startPostgres(options);
    },
    stop: async () => {
      await server.stop();
      rmSync(server.folder, { recursive: true, force: true });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
