// @ts-check
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * The path of the first of these programs that PATH offers.
 * @param {readonly string[]} names
 * @returns {string | undefined}
 */
export function findProgram(names) {
  // Debian keeps servers in sbin folders, which an ordinary user's PATH may lack.
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    '/usr/local/bin',
    '/usr/bin',
    '/usr/sbin',
  ];
  for (const name of names) {
    for (const folder of folders) {
      const path = join(folder || '.', name);
      if (isExecutable(path)) return path;
    }
  }
  return undefined;
}

/** @param {string} path */
export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
