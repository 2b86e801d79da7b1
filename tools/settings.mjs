// @ts-check
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from './failure.mjs';

/** The folder of the repository. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * @typedef {object} Settings
 * @property {string} host
 * @property {number} port 0 means any free port
 * @property {string} dataDir
 * @property {string} storage the folder for files of executions
 * @property {string | undefined} encryptionKey base64
 * @property {string | undefined} databaseUrl undefined: the embedded PostgreSQL
 * @property {string | undefined} redisUrl undefined: queue and bus use PostgreSQL
 */

/**
 * Reads what `npm start` can be told. An empty variable counts as not set.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Settings}
 * @throws {Failure}
 */
export function readSettings(env) {
  const port = env['HEADRACE_PORT'] || '8080';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new Failure(`HEADRACE_PORT is "${port}": it must be a number from 0 to 65535.`);
  }
  const dataDir = env['HEADRACE_DATA'] ? resolve(env['HEADRACE_DATA']) : join(ROOT, '.headrace');
  return {
    host: env['HEADRACE_HOST'] || '127.0.0.1',
    port: Number(port),
    dataDir,
    storage: env['HEADRACE_STORAGE'] ? resolve(env['HEADRACE_STORAGE']) : join(dataDir, 'storage'),
    encryptionKey: env['HEADRACE_ENCRYPTION_KEY'] || undefined,
    databaseUrl: env['DATABASE_URL'] || undefined,
    redisUrl: env['REDIS_URL'] || undefined,
  };
}
