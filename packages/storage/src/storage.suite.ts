import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { FileNotFound, InvalidKey, KeyConflict } from './errors';
import type { Storage } from './storage';

/** What every storage driver must do. `setup` gives each test an empty storage of its own. */
export function storageSuite(name: string, setup: () => Promise<Storage>): void {
  describe(`${name} storage`, () => {
    const keysOf = async (storage: Storage, prefix: string) => {
      const keys: string[] = [];
      for await (const file of storage.list(prefix)) keys.push(file.key);
      return keys;
    };

    test('gives back what was stored, from bytes and from a stream', async () => {
      const storage = await setup();
      const bytes = randomBytes(300_000);
      await storage.put('a/bytes.bin', bytes);
      await storage.put('a/stream.bin', Readable.from([bytes.subarray(0, 7), bytes.subarray(7)]));
      expect(bytes.equals(await buffer(await storage.get('a/bytes.bin')))).toBe(true);
      expect(bytes.equals(await buffer(await storage.get('a/stream.bin')))).toBe(true);
    });

    test('stores empty files and names of many alphabets', async () => {
      const storage = await setup();
      await storage.put('leer', Buffer.alloc(0));
      await storage.put('größe/日本語 – with spaces.txt', Buffer.from('ok'));
      expect(await text(await storage.get('leer'))).toBe('');
      expect(await text(await storage.get('größe/日本語 – with spaces.txt'))).toBe('ok');
    });

    test('tells size and time, and nothing about what is not a file', async () => {
      const storage = await setup();
      const stored = await storage.put('a/b', Buffer.from('12345'));
      expect(await storage.stat('a/b')).toEqual(stored);
      expect(stored).toMatchObject({ key: 'a/b', sizeBytes: 5, modifiedAt: expect.any(Date) });
      expect(await storage.stat('a')).toBeUndefined();
      expect(await storage.stat('a/b/c')).toBeUndefined();
      expect(await storage.stat('nothing')).toBeUndefined();
    });

    test('replaces a file; who reads the old one reads it to its end', async () => {
      const storage = await setup();
      const old = Buffer.alloc(400_000, 'o');
      await storage.put('file', old);
      const reading = await storage.get('file');
      await storage.put('file', Buffer.from('new'));
      expect(old.equals(await buffer(reading))).toBe(true);
      expect(await text(await storage.get('file'))).toBe('new');
    });

    test('a stream that fails changes nothing and leaves nothing', async () => {
      const storage = await setup();
      await storage.put('file', Buffer.from('old'));
      async function* failing() {
        yield Buffer.from('half');
        throw new Error('source trouble');
      }
      await expect(storage.put('file', Readable.from(failing()))).rejects.toThrow('source trouble');
      await expect(storage.put('other', Readable.from(failing()))).rejects.toThrow('source trouble');
      expect(await text(await storage.get('file'))).toBe('old');
      expect(await keysOf(storage, '')).toEqual(['file']);
    });

    test('a missing file is named', async () => {
      const storage = await setup();
      await storage.put('folder/file', Buffer.from('x'));
      for (const key of ['nothing', 'folder', 'folder/file/below']) {
        await expect(storage.get(key)).rejects.toThrow(FileNotFound);
      }
    });

    test('lists a folder with everything below, ordered by key', async () => {
      const storage = await setup();
      const keys = ['a-b', 'a/b/c', 'ab', 'b/1', 'b/10', 'b/2'];
      for (const key of [...keys].reverse()) await storage.put(key, Buffer.from(key));
      expect(await keysOf(storage, '')).toEqual([...keys].sort());
      expect(await keysOf(storage, 'a')).toEqual(['a/b/c']);
      expect(await keysOf(storage, 'b')).toEqual(['b/1', 'b/10', 'b/2']);
      expect(await keysOf(storage, 'ab')).toEqual(['ab']);
      expect(await keysOf(storage, 'nothing')).toEqual([]);
    });

    test('deletes a file or a folder, and not what only begins alike', async () => {
      const storage = await setup();
      for (const key of ['a/1', 'a/2/3', 'ab', 'c']) await storage.put(key, Buffer.from(key));
      await storage.delete('a');
      await storage.delete('c');
      await storage.delete('nothing');
      await storage.delete('ab/nothing');
      expect(await keysOf(storage, '')).toEqual(['ab']);
      await storage.put('a', Buffer.from('now a file'));
      expect(await text(await storage.get('a'))).toBe('now a file');
    });

    test('refuses a file where a folder is, and the other way round', async () => {
      const storage = await setup();
      await storage.put('a/b', Buffer.from('x'));
      await expect(storage.put('a', Buffer.from('y'))).rejects.toThrow(KeyConflict);
      await expect(storage.put('a/b/c', Buffer.from('y'))).rejects.toThrow(KeyConflict);
      expect(await keysOf(storage, '')).toEqual(['a/b']);
    });

    test('many writers of one file: one of them wins whole', async () => {
      const storage = await setup();
      const contents = Array.from({ length: 10 }, (_, index) => Buffer.alloc(100_000, String(index)));
      await Promise.all(contents.map((content) => storage.put('file', Readable.from([content]))));
      const stored = await buffer(await storage.get('file'));
      expect(contents.some((content) => content.equals(stored))).toBe(true);
    });

    test.each([
      ['', 'empty'],
      ['/etc/passwd', 'begins with'],
      ['..', '".."'],
      ['../outside', '".."'],
      ['a/../../outside', '".."'],
      ['a/./b', '"."'],
      ['a//b', 'empty segment'],
      ['a/', 'empty segment'],
      ['a\\..\\b', 'backslash'],
      ['a\0b', 'control character'],
      ['a\nb', 'control character'],
      ['\ud800', 'half a character'],
      ['x'.repeat(256), 'longer than'],
      ['x/'.repeat(600), 'longer than'],
      ['.headrace-unfinished/x', 'reserved'],
    ])('refuses the key %j', async (key, reason) => {
      const storage = await setup();
      const refusal = async (use: () => Promise<unknown>) => {
        const error = await use().then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
        expect(error).toBeInstanceOf(InvalidKey);
        expect((error as InvalidKey).message).toContain(reason);
      };
      await refusal(() => storage.put(key, Buffer.from('x')));
      await refusal(() => storage.get(key));
      await refusal(() => storage.stat(key));
      await refusal(() => storage.delete(key));
      if (key !== '') await refusal(() => keysOf(storage, key));
      expect(await keysOf(storage, '')).toEqual([]);
    });
  });
}
