// @ts-check
import { join } from 'node:path';
import { checkPortIsFree, checkRedis } from './checks.mjs';
import { superviseChild } from './child.mjs';
import { openDatabase } from './database.mjs';
import { encryptionKey } from './encryption-key.mjs';
import { describeError, Failure } from './failure.mjs';
import { lockDataFolder } from './lock.mjs';
import { aborted, listenForStop } from './stop-request.mjs';

/** @typedef {import('./settings.mjs').Settings} Settings */
/** @typedef {import('./child.mjs').Child} Child */

/**
 * @typedef {object} Plan
 * @property {Settings} settings
 * @property {{ name: string, script: string }[]} programs the first to tell an address gives the one that is printed
 * @property {(stop: AbortSignal) => Promise<void>} prepare makes the programs runnable
 * @property {(address: string) => string} welcome what to print once everything serves
 */

/**
 * Runs the product until it is told to stop, and leaves nothing behind.
 * @param {Plan} plan
 * @returns {Promise<number>} the exit code
 */
export async function runProduct({ settings, programs, prepare, welcome }) {
  const stop = listenForStop();
  /** @type {import('./lock.mjs').DataLock | undefined} */
  let lock;
  /** @type {import('./database.mjs').Database | undefined} */
  let database;
  /** @type {Child[]} */
  const children = [];
  let exitCode = 0;
  try {
    lock = await lockDataFolder(settings.dataDir, {
      purpose: 'Headrace is already running',
      hint: 'stop it first, or set HEADRACE_DATA and HEADRACE_PORT for a second one',
    });
    await checkPortIsFree(settings);
    await prepare(stop.requested);
    if (!stop.requested.aborted) await bringUp(lock);
    await aborted(stop.requested);
    if (stop.requested.reason !== 'SIGHUP') say('Stopping ...');
  } catch (error) {
    if (!stop.requested.aborted) {
      process.stderr.write(`${describeError(error)}\n`);
      exitCode = 1;
    }
  }
  const onForce = () => {
    for (const child of children) child.kill();
  };
  stop.forced.addEventListener('abort', onForce);
  if (stop.forced.aborted) onForce();
  await Promise.all(children.map((child) => child.stop()));
  await database?.stop().catch((error) => say(describeError(error)));
  lock?.release();
  return exitCode;

  /** @param {import('./lock.mjs').DataLock} lock */
  async function bringUp(lock) {
    if (settings.redisUrl) await checkRedis(settings.redisUrl);
    database = await openDatabase(settings, say);
    if (stop.requested.aborted) return;
    const key = encryptionKey(settings.encryptionKey, database.folder);
    const env = childEnvironment(settings, database.url, key);
    for (const { name, script } of programs) {
      const logPath = join(settings.dataDir, 'logs', `${name}.log`);
      children.push(superviseChild({ name, script, env, logPath, say, onStart: lock.addChild }));
    }
    const allReady = Promise.all(children.map((child) => child.firstReady));
    const ready = await Promise.race([allReady, aborted(stop.requested)]);
    if (!ready) return;
    const address = ready.find((child) => child.address)?.address;
    if (!address) throw new Failure('No program told the address it serves.');
    say(welcome(address));
  }
}

/**
 * @param {Settings} settings
 * @param {string} databaseUrl
 * @param {string} key
 * @returns {NodeJS.ProcessEnv}
 */
function childEnvironment({ host, port, dataDir, storage, redisUrl }, databaseUrl, key) {
  return {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    HEADRACE_HOST: host,
    HEADRACE_PORT: String(port),
    HEADRACE_DATA: dataDir,
    HEADRACE_STORAGE: storage,
    HEADRACE_ENCRYPTION_KEY: key,
    DATABASE_URL: databaseUrl,
    ...(redisUrl ? { REDIS_URL: redisUrl } : {}),
  };
}

/** @param {string} text */
export function say(text) {
  process.stdout.write(`${text}\n`);
}
