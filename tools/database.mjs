// @ts-check
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkDatabase } from './checks.mjs';
import { describeError } from './failure.mjs';
import { startPostgres } from './postgres.mjs';

const WATCH_EVERY_MS = 250;
const FIRST_RESTART_MS = 100;
const LONGEST_RESTART_MS = 10_000;

/**
 * @typedef {object} Database
 * @property {string} url
 * @property {string | null} folder where its data is; null for the user's own
 * @property {() => Promise<void>} stop
 */

/**
 * The database to use: the user's own, or the embedded one, which is then watched and started again when it dies.
 * @param {{ databaseUrl: string | undefined, dataDir: string }} settings
 * @param {(text: string) => void} say
 * @returns {Promise<Database>}
 */
export async function openDatabase({ databaseUrl, dataDir }, say) {
  if (databaseUrl) {
    await checkDatabase(databaseUrl);
    return { url: databaseUrl, folder: null, stop: async () => {} };
  }
  const options = { dataDir: join(dataDir, 'postgres') };
  let server = await startPostgres(options);
  for (const note of server.notes) say(note);
  const { url, folder } = server; // stays the same: the password and the socket are kept with the data
  let isStopping = false;
  const watching = watch();
  return {
    url,
    folder,
    stop: async () => {
      isStopping = true;
      await server.stop();
      await watching;
    },
  };

  async function watch() {
    let restartMs = FIRST_RESTART_MS;
    while (!isStopping) {
      await sleep(WATCH_EVERY_MS);
      if (isStopping || server.isAlive()) continue;
      say('PostgreSQL ended unexpectedly: starting it again.');
      try {
        server = await startPostgres(options);
        if (isStopping) await server.stop();
        else say('PostgreSQL is back.');
        restartMs = FIRST_RESTART_MS;
      } catch (error) {
        say(describeError(error));
        await sleep(restartMs);
        restartMs = Math.min(restartMs * 2, LONGEST_RESTART_MS);
      }
    }
  }
}
