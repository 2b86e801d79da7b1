import { createDatabase, type TestDatabase } from '@headrace/testkit';
import { cleanups, Sightings } from '@headrace/testkit/signals';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createWorkersTable } from './workers.fixture';

// The keeper as the product runs it: a bundle, and the thread's file beside it.

const REPOSITORY = fileURLToPath(new URL('../../../..', import.meta.url));
const SOURCES = 'packages/db/src/lease';

let own: TestDatabase;
let direct: pg.Client;
let folder: string;
const renewed = new Sightings<string>();
const later = cleanups();

beforeAll(async () => {
  // Below the repository, where its node_modules is found.
  mkdirSync(join(REPOSITORY, '.tmp'), { recursive: true });
  folder = mkdtempSync(join(REPOSITORY, '.tmp/lease-'));
  const pairs = [
    ...[`${SOURCES}/keeper.testing.ts`, join(folder, 'main.js')],
    ...[`${SOURCES}/lease-thread.mjs`, join(folder, 'lease-thread.mjs')],
    ...[`${SOURCES}/keeper.testing.ts`, join(folder, 'alone/main.js')],
  ];
  execFileSync(process.execPath, ['tools/bundle.mjs', ...pairs], { cwd: REPOSITORY });
  own = await createDatabase({ migrated: false });
  direct = new pg.Client(own.connection);
  await direct.connect();
  await createWorkersTable(direct);
  direct.on('notification', ({ payload }) => renewed.see(payload ?? ''));
  await direct.query('LISTEN renewed');
});
afterAll(async () => {
  await direct.end();
  await own.drop();
  rmSync(folder, { recursive: true });
});

function run(file: string, ending: 'stop' | 'leave', workerId: string) {
  const lease = { connection: own.connection, workerId, leaseMs: 3_000 };
  const child = spawn(process.execPath, [join(folder, file), ending, JSON.stringify(lease)]);
  later(async () => child.kill('SIGKILL'));
  let said = '';
  let complained = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()));
  return { child, ended: once(child, 'close'), said: () => said, complained: () => complained };
}

test.each([
  { ending: 'stop', says: 'started\nstopped\n' },
  { ending: 'leave', says: 'started\n' },
] as const)('a process that $ending its keeper ends by itself, and its thread with it', async (row) => {
  const workerId = `worker that ${row.ending}`;
  await direct.query('INSERT INTO workers (id, lease_until) VALUES ($1, clock_timestamp())', [workerId]);
  const { child, ended, said } = run('main.js', row.ending, workerId);
  await renewed.until((all) => all.filter((id) => id === workerId).length >= 2);
  child.stdin.write('end');
  expect(await ended).toEqual([0, null]);
  expect(said()).toBe(row.says);
});

test('a process without the thread’s file says so instead of running without a lease', async () => {
  const { ended, complained } = run('alone/main.js', 'leave', 'nobody');
  expect(await ended).toEqual([1, null]);
  expect(complained()).toContain('lease-thread.mjs');
});
