// @ts-check
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NAME = 'encryption.key';
const KEY_BYTES = 32;

/**
 * The key for secrets. The embedded PostgreSQL has one of its own, made at the first start and kept with its data. A database
 * of the user's may be used from several machines, which must all have the same key, so there it is never made up: empty means
 * that encryption is not configured.
 * @param {string | undefined} configured
 * @param {string | null} folder of the embedded PostgreSQL
 * @returns {string} base64
 */
export function encryptionKey(configured, folder) {
  if (configured) return configured;
  if (folder === null) return '';
  const path = join(folder, NAME);
  try {
    // Fails where there is one: a key that is replaced cannot read what it encrypted.
    writeFileSync(path, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFileSync(path, 'utf8').trim();
}
