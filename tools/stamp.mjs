// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './settings.mjs';

// A stamp says of what state of its inputs a result was made. Stamps live in node_modules: a new installation
// makes every result stale.

/** Folders that hold results and not sources. */
const RESULT_FOLDERS = new Set(['node_modules', 'dist', 'generated', '.next', '.turbo', 'test-results']);
const TEST_FILE = /\.(test|suite)\.(ts|tsx|mjs)$/;

/**
 * @param {string} name
 * @param {string} fingerprint
 */
export function isStamped(name, fingerprint) {
  try {
    return readFileSync(stampFile(name), 'utf8') === fingerprint;
  } catch {
    return false;
  }
}

/**
 * @param {string} name
 * @param {string} fingerprint
 */
export function stamp(name, fingerprint) {
  mkdirSync(dirname(stampFile(name)), { recursive: true });
  writeFileSync(stampFile(name), fingerprint);
}

/** @param {string} name */
function stampFile(name) {
  return join(ROOT, 'node_modules/.headrace-stamp', name);
}

/**
 * Follows the content of these files.
 * @param {readonly string[]} paths relative to the repository
 */
export function contentFingerprint(paths) {
  const hash = createHash('sha256').update(process.version);
  for (const path of paths) {
    const file = join(ROOT, path);
    hash.update(`\0${path}\0`).update(existsSync(file) ? readFileSync(file) : '');
  }
  return hash.digest('hex');
}

/**
 * Follows names, sizes and times of all source files below these folders or files: quick enough for every start.
 * @param {readonly string[]} paths relative to the repository
 */
export function sourceFingerprint(paths) {
  const hash = createHash('sha256').update(process.version);
  for (const path of paths) addSource(path);
  return hash.digest('hex');

  /** @param {string} path */
  function addSource(path) {
    const absolute = join(ROOT, path);
    const found = statSync(absolute, { throwIfNoEntry: false });
    if (!found) return;
    if (found.isDirectory()) {
      for (const name of readdirSync(absolute).sort()) {
        if (!RESULT_FOLDERS.has(name) && !TEST_FILE.test(name)) addSource(join(path, name));
      }
    } else {
      hash.update(`${path}\0${found.size}\0${found.mtimeMs}\n`);
    }
  }
}
