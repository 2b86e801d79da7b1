// @ts-check
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode, Failure } from './failure.mjs';
import { postgresBinaries, SERVER_ENVIRONMENT } from './postgres-binaries.mjs';
import { ensureCluster, lastLine, passwordOf, ROLE, writeSettings } from './postgres-cluster.mjs';
import { preparePlace, socketFile, socketFolder } from './postgres-place.mjs';
import { commandOfProcess, runProcess, waitUntil } from './processes.mjs';

/** Recovery after a crash with much to redo takes its time. */
const START_TIMEOUT_MS = 300_000;
/** How long the remains of a killed server (its children, its lock) may stand in the way. */
const REMAINS_TIMEOUT_MS = 20_000;
const STOP_TIMEOUT_MS = 60_000;
const LOG_LIMIT_BYTES = 10_000_000;

/**
 * @typedef {object} PostgresServer
 * @property {string} url `postgresql://headrace:password@localhost/headrace?host=/folder/of/socket`
 * @property {number} pid
 * @property {string} folder where its data is
 * @property {boolean} isAdopted it was running already, left behind by an earlier process
 * @property {string[]} notes sentences for the user
 * @property {() => boolean} isAlive
 * @property {() => Promise<void>} stop ends open sessions and shuts down cleanly; safe to call twice
 */

/**
 * Starts the embedded PostgreSQL of a folder, or adopts the one that still runs there. The server is a daemon in a
 * session of its own: neither Ctrl-C in the terminal nor the end of this process reaches it, only `stop` does.
 * It is reachable by a unix socket with a password, not by the network.
 * @param {{ dataDir: string, fsync?: boolean }} options `fsync: false` is for tests: fast, and lost with the machine
 * @returns {Promise<PostgresServer>}
 * @throws {Failure} with a sentence for the user
 */
export async function startPostgres({ dataDir, fsync = true }) {
  if (process.platform === 'win32') {
    throw new Failure('The embedded PostgreSQL does not run on Windows: set DATABASE_URL, or use WSL.');
  }
  const { folder, user, copiesDir, notes } = await preparePlace(dataDir);
  const { folder: binaries, version } = await postgresBinaries(user, copiesDir);
  const cluster = await ensureCluster({ folder, binaries, version, user, fsync });

  let isAdopted = true;
  let server = await adoptable(cluster);
  if (!server) {
    isAdopted = false;
    server = await launch();
  }
  const { pid, sockets } = server;
  const query = new URLSearchParams({ host: sockets });
  return {
    url: `postgresql://${ROLE}:${passwordOf(cluster)}@localhost/${ROLE}?${query}`,
    pid,
    folder,
    isAdopted,
    notes,
    isAlive: () => isPostmaster(pid),
    stop: () => stopServer(pid),
  };

  async function launch() {
    const log = join(folder, 'server.log');
    const sockets = socketFolder(folder, user);
    const endsAt = performance.now() + REMAINS_TIMEOUT_MS;
    for (;;) {
      rotate(log);
      disownDeadLock(cluster);
      writeSettings(cluster, { sockets, fsync });
      const size = existsSync(log) ? statSync(log).size : 0;
      const seconds = String(START_TIMEOUT_MS / 1000);
      const { code, output } = await runProcess(
        join(binaries, 'bin/pg_ctl'),
        ['start', '--pgdata', cluster, '--log', log, '--wait', '--timeout', seconds],
        { ...user, cwd: '/', env: SERVER_ENVIRONMENT },
      );
      const running = await adoptable(cluster); // ours, or that of a process that was faster
      if (running) return running;
      const said = existsSync(log) ? readFileSync(log).subarray(size).toString() : '';
      const isInTheWay = /lock file .* already exists|pre-existing shared memory block/.test(said);
      if (!isInTheWay || code === 0 || performance.now() > endsAt) {
        throw new Failure(`PostgreSQL did not start: ${lastLine(said || output)} (see ${log}).`);
      }
      await sleep(200);
    }
  }
}

/**
 * The server that runs on this cluster, once it answers; one whose socket was deleted is stopped.
 * @param {string} cluster
 * @returns {Promise<{ pid: number, sockets: string } | undefined>}
 */
async function adoptable(cluster) {
  const lock = readLock(cluster);
  if (!lock || !isPostmaster(lock.pid)) return undefined;
  const isDecided = () =>
    !isPostmaster(lock.pid) || ['ready', 'stopping'].includes(readLock(cluster)?.status ?? '');
  await waitUntil(isDecided, { timeoutMs: START_TIMEOUT_MS });
  const { pid, sockets, status } = readLock(cluster) ?? lock;
  if (status === 'ready' && sockets && (await answers(sockets))) return { pid, sockets };
  await stopServer(pid);
  return undefined;
}

/**
 * What a server writes about itself into `postmaster.pid`: its id, and later where it listens and whether it is ready.
 * @param {string} cluster
 */
function readLock(cluster) {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Number(lines[0]);
    return pid > 0 ? { pid, sockets: lines[4] ?? '', status: (lines[7] ?? '').trim() } : undefined;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * After a crash the id in the lock may belong to a zombie, or, after a restart of the machine, to somebody else;
 * PostgreSQL would then refuse to start. We put an id there that no process can have, and leave the rest:
 * PostgreSQL still checks by the shared memory named in it that no child of the dead server is at work.
 * @param {string} cluster
 */
function disownDeadLock(cluster) {
  const lock = readLock(cluster);
  if (!lock || isPostmaster(lock.pid)) return;
  const file = join(cluster, 'postmaster.pid');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, '999999999'));
}

/** @param {number} pid */
function isPostmaster(pid) {
  return /\bpostgres\b/.test(commandOfProcess(pid) ?? '');
}

/**
 * @param {string} sockets
 * @returns {Promise<boolean>}
 */
function answers(sockets) {
  return new Promise((resolve) => {
    const socket = connect(socketFile(sockets));
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** @param {number} pid */
async function stopServer(pid) {
  const isGone = () => !isPostmaster(pid);
  // PostgreSQL's words: INT is a fast stop (sessions end, data is written), QUIT an immediate one (recovery follows).
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGQUIT', 'SIGKILL'])) {
    if (isGone()) return;
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (errorCode(error) !== 'ESRCH') throw error;
    }
    if (await waitUntil(isGone, { timeoutMs: STOP_TIMEOUT_MS })) return;
  }
}

/** @param {string} log */
function rotate(log) {
  if (existsSync(log) && statSync(log).size > LOG_LIMIT_BYTES) renameSync(log, `${log}.1`);
}
