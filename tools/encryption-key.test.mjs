import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { encryptionKey } from './encryption-key.mjs';

let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headrace-key-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('the embedded database gets a key of its own, once, that only its owner can read', () => {
  const key = encryptionKey(undefined, folder);
  expect(Buffer.from(key, 'base64')).toHaveLength(32);
  expect(encryptionKey(undefined, folder)).toBe(key);
  expect(statSync(join(folder, 'encryption.key')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(folder, 'encryption.key'), 'utf8')).toBe(`${key}\n`);
});

test('a configured key is taken as it is, and none is made up for a database of yours', () => {
  expect(encryptionKey('configured', folder)).toBe('configured');
  expect(encryptionKey(undefined, null)).toBe('');
  expect(() => statSync(join(folder, 'encryption.key'))).toThrow('ENOENT');
});
