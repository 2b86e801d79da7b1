// @ts-check
import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { errorCode, Failure } from './failure.mjs';
import { SERVER_ENVIRONMENT } from './postgres-binaries.mjs';
import { commandOfProcess, runProcess } from './processes.mjs';

/** @typedef {import('./postgres-binaries.mjs').ServerUser} ServerUser */

/** The one role and the one database of a new cluster. */
export const ROLE = 'headrace';

const PASSWORD_FILE = 'headrace.password';
const SETTINGS_FILE = 'headrace.conf';

/**
 * Makes the cluster in `folder/cluster` unless it is there. It is made beside its place and then renamed, so a cluster
 * that has this name is complete, whatever was interrupted; of two processes that try, one wins and both use it.
 * @param {{ folder: string, binaries: string, version: string, user: ServerUser, fsync: boolean }} options
 * @returns {Promise<string>} the path of the cluster
 */
export async function ensureCluster({ folder, binaries, version, user, fsync }) {
  const cluster = join(folder, 'cluster');
  if (existsSync(cluster)) {
    checkVersion(cluster, version);
    return cluster;
  }
  removeInterrupted(folder);
  const unfinished = join(folder, `unfinished-${process.pid}-${randomBytes(3).toString('hex')}`);
  try {
    await makeCluster({ cluster: unfinished, binaries, user, fsync });
    renameSync(unfinished, cluster);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (!existsSync(cluster)) throw error; // otherwise another process was faster
  }
  return cluster;
}

/** @param {string} cluster */
export function passwordOf(cluster) {
  return readFileSync(join(cluster, PASSWORD_FILE), 'utf8').trim();
}

/**
 * Writes the settings of the next start: they follow the version of Headrace and not the day the cluster was made.
 * Meant for two cores, one gigabyte of memory to spare and some hundred mostly idle connections.
 * @param {string} cluster
 * @param {{ sockets: string, fsync: boolean }} options
 */
export function writeSettings(cluster, { sockets, fsync }) {
  /** @type {Record<string, string>} */
  const settings = {
    listen_addresses: '',
    unix_socket_directories: `"${sockets.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    max_connections: '200',
    shared_buffers: '128MB',
    effective_cache_size: '1GB',
    work_mem: '8MB',
    maintenance_work_mem: '64MB',
    random_page_cost: '1.1',
    jit: 'off',
    // Parallel plans need /dev/shm, which containers keep small, and there are no idle cores to win.
    max_parallel_workers_per_gather: '0',
    fsync: fsync ? 'on' : 'off',
    full_page_writes: fsync ? 'on' : 'off',
    // Also without fsync: then a commit survives the death of the server, if not of the machine.
    synchronous_commit: 'on',
    max_wal_size: '1GB',
    min_wal_size: '80MB',
    checkpoint_timeout: '15min',
    checkpoint_completion_target: '0.9',
    // Queue and lease tables are small and rewritten all the time.
    autovacuum_naptime: '20s',
    autovacuum_vacuum_scale_factor: '0.05',
    autovacuum_analyze_scale_factor: '0.05',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
    // A client that died without a word must not hold its locks for hours.
    tcp_keepalives_idle: '60',
    idle_in_transaction_session_timeout: '5min',
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`);
  writeFileSync(join(cluster, SETTINGS_FILE), `# Written at every start by Headrace.\n${lines.join('\n')}\n`);
}

/** @param {{ cluster: string, binaries: string, user: ServerUser, fsync: boolean }} options */
async function makeCluster({ cluster, binaries, user, fsync }) {
  mkdirSync(cluster, { mode: 0o700 });
  const passwordFile = `${cluster}.password`;
  try {
    writeFileSync(passwordFile, `${randomBytes(24).toString('hex')}\n`, { mode: 0o600 });
    if (user) for (const path of [cluster, passwordFile]) chownSync(path, user.uid, user.gid);
    const options = { ...user, cwd: '/', env: SERVER_ENVIRONMENT };
    const made = await runProcess(
      join(binaries, 'bin/initdb'),
      [
        ...['--pgdata', cluster, '--username', ROLE, '--pwfile', passwordFile, '--auth', 'scram-sha-256'],
        // The built-in provider sorts the same on every machine and needs no locale installed.
        ...[
          '--encoding',
          'UTF8',
          '--locale',
          'C',
          '--locale-provider',
          'builtin',
          '--builtin-locale',
          'C.UTF-8',
        ],
        ...(fsync ? [] : ['--no-sync']),
      ],
      options,
    );
    if (/user does not exist/.test(made.output)) {
      const uid = user?.uid ?? process.getuid?.();
      throw new Failure(
        `PostgreSQL does not run as a user without a name: give uid ${uid} an entry in /etc/passwd, or set DATABASE_URL.`,
      );
    }
    if (made.code !== 0)
      throw new Failure(`PostgreSQL could not make its data folder: ${lastLine(made.output)}.`);
    const created = await runProcess(
      join(binaries, 'bin/postgres'),
      ['--single', '-j', '-D', cluster, ...(fsync ? [] : ['-F']), 'postgres'],
      { ...options, input: `CREATE DATABASE ${ROLE};\n\n` },
    );
    if (created.code !== 0)
      throw new Failure(`PostgreSQL could not make its database: ${lastLine(created.output)}.`);
    appendFileSync(join(cluster, 'postgresql.conf'), `\ninclude_if_exists = '${SETTINGS_FILE}'\n`);
    renameSync(passwordFile, join(cluster, PASSWORD_FILE));
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/**
 * @param {string} cluster
 * @param {string} version of the programs, such as `18.4.0`
 */
function checkVersion(cluster, version) {
  const made = readVersion(cluster);
  if (made === version.split('.')[0]) return;
  throw new Failure(
    `The database in ${cluster} was made by PostgreSQL ${made} and this is ${version}: use the version of Headrace that made it.`,
  );
}

/** @param {string} cluster */
function readVersion(cluster) {
  try {
    return readFileSync(join(cluster, 'PG_VERSION'), 'utf8').trim();
  } catch (error) {
    const reason = errorCode(error) === 'ENOENT' ? 'is not complete' : 'cannot be read';
    throw new Failure(
      `The database in ${cluster} ${reason}: restore it, or move it away to begin with an empty one.`,
    );
  }
}

/**
 * Removes what interrupted attempts left behind; their names begin with the id of the process that made them.
 * @param {string} folder
 */
function removeInterrupted(folder) {
  for (const name of readdirSync(folder)) {
    const pid = name.match(/^unfinished-(\d+)-/)?.[1];
    if (pid && commandOfProcess(Number(pid)) === undefined)
      rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** @param {string} text */
export function lastLine(text) {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.filter((line) => /\b(error|fatal|panic)\b/i.test(line));
  return (telling.at(-1) ?? lines.at(-1) ?? 'no reason given').trim().replace(/\.$/, '');
}
