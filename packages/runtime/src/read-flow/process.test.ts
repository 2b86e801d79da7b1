import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

// The reader as the product runs it: a bundle, and the thread's file beside it.

const REPOSITORY = fileURLToPath(new URL('../../../..', import.meta.url));
const SOURCES = 'packages/runtime/src/read-flow';

let folder: string;
beforeAll(() => {
  // Below the repository, where its node_modules is found.
  mkdirSync(join(REPOSITORY, '.tmp'), { recursive: true });
  folder = mkdtempSync(join(REPOSITORY, '.tmp/reader-'));
  const pairs = [
    ...[`${SOURCES}/process.testing.ts`, join(folder, 'main.js')],
    ...[`${SOURCES}/reader-thread.ts`, join(folder, 'reader-thread.mjs')],
    ...[`${SOURCES}/process.testing.ts`, join(folder, 'alone/main.js')],
  ];
  execFileSync(process.execPath, ['tools/bundle.mjs', ...pairs], { cwd: REPOSITORY });
});
afterAll(() => rmSync(folder, { recursive: true }));

const task = (index: number) =>
  `  - id: t${index}\n    type: io.kestra.plugin.core.log.Log\n    message: x\n`;
const flow = (tasks: number) =>
  `id: read\nnamespace: test\ntriggers:\n  - id: call\n    type: io.kestra.plugin.core.trigger.Webhook\n    key: s3cret-key\ntasks:\n${Array.from({ length: tasks }, (_, index) => task(index)).join('')}`;

function read(file: string, input: string): string {
  return execFileSync(process.execPath, [join(folder, file)], { input, stdio: 'pipe' }).toString();
}

test.each([1, 1_000])('a process reads a flow of %i tasks, and ends by itself', (tasks) => {
  expect(read('main.js', flow(tasks))).toBe('read false');
});

test('where the thread is missing, a large flow is an error and not waited for', () => {
  expect(read('alone/main.js', flow(1))).toBe('read false');
  expect(() => read('alone/main.js', flow(1_000))).toThrow(/The thread that reads flows ended/);
});
