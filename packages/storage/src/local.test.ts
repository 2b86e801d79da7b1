import { mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { InvalidKey } from './errors';
import { RESERVED_SEGMENT } from './key';
import { createLocalStorage } from './local';
import type { Storage, StoredFile } from './storage';
import { storageSuite } from './storage.suite';

let folder: string;
let worlds = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headrace-storage-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
const newRoot = () => join(folder, `world-${++worlds}`, 'root');

storageSuite('local', () => createLocalStorage({ root: newRoot() }));

async function listAll(storage: Storage, prefix: string): Promise<StoredFile[]> {
  const files: StoredFile[] = [];
  for await (const file of storage.list(prefix)) files.push(file);
  return files;
}

describe('local storage on disk', () => {
  test.each(['linked', 'linked/secret', 'linked/new', 'linked-file'])(
    'refuses %s, which leads out of the root',
    async (key) => {
      const root = newRoot();
      const storage = await createLocalStorage({ root });
      const outside = join(root, '..', 'outside');
      await mkdir(outside);
      await writeFile(join(outside, 'secret'), 'secret');
      await symlink(outside, join(root, 'linked'));
      await symlink(join(outside, 'secret'), join(root, 'linked-file'));
      await expect(storage.get(key)).rejects.toThrow(InvalidKey);
      await expect(storage.stat(key)).rejects.toThrow(InvalidKey);
      await expect(storage.put(key, Buffer.from('x'))).rejects.toThrow('leads through a symbolic link');
      await expect(storage.delete(key)).rejects.toThrow(InvalidKey);
      await expect(listAll(storage, key)).rejects.toThrow(InvalidKey);
      expect(await listAll(storage, '')).toEqual([]);
      expect(await readdir(outside)).toEqual(['secret']);
      expect(await readFile(join(outside, 'secret'), 'utf8')).toBe('secret');
    },
  );

  test('refuses a link that was made while the content arrived', async () => {
    const root = newRoot();
    const storage = await createLocalStorage({ root });
    const outside = join(root, '..', 'outside');
    await mkdir(outside);
    async function* content() {
      yield Buffer.from('first');
      await symlink(outside, join(root, 'late'));
      yield Buffer.from('second');
    }
    await expect(storage.put('late/file', Readable.from(content()))).rejects.toThrow(InvalidKey);
    expect(await readdir(outside)).toEqual([]);
  });

  test('the root itself may be a link', async () => {
    const real = newRoot();
    await mkdir(real, { recursive: true });
    await symlink(real, `${real}-link`);
    const storage = await createLocalStorage({ root: `${real}-link` });
    await storage.put('a/b', Buffer.from('x'));
    expect(await readFile(join(real, 'a/b'), 'utf8')).toBe('x');
  });

  test('a second storage on the same folder sees the files', async () => {
    const root = newRoot();
    await (await createLocalStorage({ root })).put('a', Buffer.from('x'));
    expect(await (await createLocalStorage({ root })).stat('a')).toMatchObject({ sizeBytes: 1 });
  });

  test('removes what a dead process left unfinished a day ago, not what may still be written', async () => {
    const root = newRoot();
    await createLocalStorage({ root });
    const [old, young] = [join(root, RESERVED_SEGMENT, 'old'), join(root, RESERVED_SEGMENT, 'young')];
    await writeFile(old, 'x');
    await writeFile(young, 'x');
    const twoDaysAgo = new Date(Date.now() - 2 * 24 * 60 * 60 * 1_000);
    await utimes(old, twoDaysAgo, twoDaysAgo);
    await createLocalStorage({ root });
    expect(await readdir(join(root, RESERVED_SEGMENT))).toEqual(['young']);
  });

  test('a root that is a file is an error', async () => {
    const path = join(folder, 'a-file');
    await writeFile(path, '');
    await expect(createLocalStorage({ root: path })).rejects.toThrow(/ENOTDIR|EEXIST/);
  });
});
