// @ts-check
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { errorCode, Failure } from './failure.mjs';
import { runProcess } from './processes.mjs';

/** @typedef {import('./postgres-binaries.mjs').ServerUser} ServerUser */

/** A unix socket's whole path must fit 103 bytes on macOS and 107 on Linux. */
const LONGEST_SOCKET_PATH = 100;
const SOCKET_FILE = '.s.PGSQL.5432';

/** Where data and copied binaries go when the server's user cannot enter the folder that was asked for. */
const SYSTEM_FOLDER = '/var/lib/headrace';

/**
 * @typedef {object} Place
 * @property {string} folder private to the server's user; holds the cluster, its log and usually its socket
 * @property {ServerUser} user
 * @property {string} copiesDir where copied binaries go
 * @property {string[]} notes sentences for the user
 */

/**
 * Finds and prepares the folder of a server. PostgreSQL refuses to run as root, so root lends it the owner of the
 * data, or `nobody` for a new one; a folder that this user cannot enter is replaced by one below /var/lib.
 * @param {string} dataDir the folder asked for
 * @returns {Promise<Place>}
 */
export async function preparePlace(dataDir) {
  const wanted = resolve(dataDir);
  if (process.getuid?.() !== 0) {
    makeFolder(wanted);
    if (!(await canUse(wanted, undefined))) throw unreadable(wanted);
    return { folder: wanted, user: undefined, copiesDir: dirname(wanted), notes: [] };
  }
  const project = resolve(wanted, '../..');
  const hash = createHash('sha256').update(wanted).digest('hex').slice(0, 8);
  const substitute = join(SYSTEM_FOLDER, `${basename(project) || 'root'}-${hash}`, basename(wanted));
  for (const folder of [wanted, substitute]) {
    const user = ownerOf(join(folder, 'cluster')) ?? nobody();
    makeFolder(folder, user);
    if (!(await canUse(folder, user))) continue;
    const reason = `the user it runs as (uid ${user.uid}) cannot enter ${project}`;
    const notes = folder === wanted ? [] : [`PostgreSQL keeps its data in ${folder}, because ${reason}.`];
    return { folder, user, copiesDir: SYSTEM_FOLDER, notes };
  }
  throw unreadable(wanted);
}

/**
 * The folder for the server's unix socket: the server's own folder, or a private one in the system's temporary
 * folder when that path would be too long.
 * @param {string} folder
 * @param {ServerUser} user
 * @returns {string}
 */
export function socketFolder(folder, user) {
  if (Buffer.byteLength(socketFile(folder)) <= LONGEST_SOCKET_PATH) return folder;
  const name = `headrace-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`;
  const usual = join(tmpdir(), name);
  const uid = user?.uid ?? process.getuid?.();
  try {
    mkdirSync(usual, { mode: 0o700 });
    if (user) chownSync(usual, user.uid, user.gid);
    return usual;
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  }
  // Everybody may write to the temporary folder: trust what is there only if it is ours alone.
  const found = lstatSync(usual);
  if (found.isDirectory() && found.uid === uid && (found.mode & 0o077) === 0) return usual;
  const fresh = mkdtempSync(`${usual}-`);
  if (user) chownSync(fresh, user.uid, user.gid);
  return fresh;
}

/** @param {string} folder */
export function socketFile(folder) {
  return join(folder, SOCKET_FILE);
}

/**
 * @param {string} folder
 * @param {ServerUser} [user]
 */
function makeFolder(folder, user) {
  try {
    const firstMade = mkdirSync(dirname(folder), { recursive: true });
    if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
    if (!user) return;
    if (firstMade) {
      // What we made above the server's folder must let its user pass, whatever our umask is.
      for (let path = dirname(folder); path.length >= firstMade.length; path = dirname(path))
        chmodSync(path, 0o755);
    }
    chownSync(folder, user.uid, user.gid);
    chmodSync(folder, 0o700);
  } catch (error) {
    if (!user) throw unreadable(folder, errorCode(error));
    // Not on this disk: `canUse` finds out.
  }
}

/**
 * Asks a real process of that user: mode bits do not tell about access lists, name spaces and read-only disks.
 * @param {string} folder
 * @param {ServerUser} user
 */
async function canUse(folder, user) {
  const script = 'cd "$1" && : > .writable-$$ && rm .writable-$$';
  const { code } = await runProcess('/bin/sh', ['-c', script, 'sh', folder], { ...user, cwd: '/' });
  return code === 0;
}

/**
 * @param {string} folder
 * @param {string} [code]
 */
function unreadable(folder, code) {
  const owner = ownerOf(folder);
  const reason = owner ? ` (it belongs to uid ${owner.uid})` : code ? ` (${code})` : '';
  return new Failure(
    `The data folder ${folder} cannot be read and written${reason}: start as its owner, or set HEADRACE_DATA to another folder.`,
  );
}

/** @param {string} path */
function ownerOf(path) {
  try {
    const { uid, gid } = statSync(path);
    return { uid, gid };
  } catch {
    return undefined;
  }
}

/** initdb wants a user with a name, so where `nobody` is missing any other ordinary user will do. */
function nobody() {
  try {
    const users = readFileSync('/etc/passwd', 'utf8').matchAll(/^([^:]+):[^:]*:(-?\d+):(-?\d+):/gm);
    const ordinary = [...users]
      .map(([, name, uid, gid]) => ({ name, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }))
      .filter(({ uid }) => uid !== 0);
    const chosen = ordinary.find(({ name }) => name === 'nobody') ?? ordinary.at(-1);
    if (chosen) return { uid: chosen.uid, gid: chosen.gid };
  } catch {
    // Some containers have no such file.
  }
  return { uid: 65534, gid: 65534 };
}
