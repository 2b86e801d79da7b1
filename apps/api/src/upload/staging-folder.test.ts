import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createStagingFolder, removeAbandonedFolders } from './staging-folder';

let parent: string;
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'headrace-test-'));
});
afterAll(() => rm(parent, { recursive: true }));

test('folders of killed processes are removed, others and what is no such folder are not', async () => {
  const hourAgo = new Date(Date.now() - 3_600_000);
  for (const name of ['headrace-upload-old', 'headrace-upload-new', 'else'])
    await mkdir(join(parent, name, 'inside'), { recursive: true });
  await writeFile(join(parent, 'headrace-upload-file'), '');
  for (const name of ['headrace-upload-old', 'else', 'headrace-upload-file'])
    await utimes(join(parent, name), hourAgo, hourAgo);
  await removeAbandonedFolders(hourAgo.getTime() + 1, parent);
  expect((await readdir(parent)).sort()).toEqual(['else', 'headrace-upload-file', 'headrace-upload-new']);
});

test('what is discarded while it is written ends with an error and leaves nothing', async () => {
  const own = await mkdtemp(join(parent, 'own-'));
  const folder = createStagingFolder(own);
  const endless = new Readable({
    read() {
      setImmediate(() => this.push(Buffer.alloc(1024)));
    },
  });
  let admitted = 0;
  const written = folder.write(endless, (bytes) => (admitted += bytes));
  const failed = expect(written).rejects.toThrow();
  await expect.poll(() => admitted).toBeGreaterThan(10_000);
  await folder.discard();
  await failed;
  expect(endless.destroyed).toBe(true);
  expect(await readdir(own)).toEqual([]);
});
