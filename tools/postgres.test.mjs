import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startPostgres } from './postgres.mjs';
import { waitUntil } from './processes.mjs';

let world;
let dataDir;
let servers;

beforeEach(() => {
  world = mkdtempSync(join(tmpdir(), 'headrace-launcher-'));
  chmodSync(world, 0o711); // as root, the server's user must pass
  dataDir = join(world, 'data/postgres');
  servers = [];
});

afterEach(async () => {
  for (const server of servers) await server.stop();
  for (const { folder } of servers) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  rmSync(world, { recursive: true, force: true, maxRetries: 5 });
});

async function start(options = {}) {
  const server = await startPostgres({ dataDir, fsync: false, ...options });
  servers.push(server);
  return server;
}

async function query(url, sql) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function killHard(server) {
  process.kill(server.pid, 'SIGKILL');
  await waitUntil(() => !server.isAlive(), { timeoutMs: 5_000 });
}

describe('the launcher of the embedded PostgreSQL', { timeout: 60_000 }, () => {
  test('starts, stops, and finds its data under the same URL again', async () => {
    const first = await start();
    expect(first.isAdopted).toBe(false);
    await query(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    await first.stop();
    expect(first.isAlive()).toBe(false);
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await query(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  test('listens on no network and wants its password', async () => {
    const { url } = await start();
    expect(await query(url, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '' }]);
    const guess = new URL(url);
    guess.password = 'guess';
    await expect(query(guess.toString(), 'SELECT 1')).rejects.toThrow('password authentication failed');
  });

  test('adopts the server of a process that was killed', async () => {
    const script = `import { startPostgres } from ${JSON.stringify(new URL('./postgres.mjs', import.meta.url))};
      const { pid } = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, fsync: false });
      process.stdout.write(String(pid));
      setInterval(() => {}, 1000);`;
    const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [pid] = await once(owner.stdout, 'data');
    owner.kill('SIGKILL');
    await once(owner, 'exit');
    const server = await start();
    expect(server).toMatchObject({ isAdopted: true, pid: Number(pid) });
    expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('recovers every committed row after the server was killed', async () => {
    const first = await start({ fsync: true });
    await query(first.url, 'CREATE TABLE kept AS SELECT generate_series(1, 1000) AS id');
    await killHard(first);
    const second = await start({ fsync: true });
    expect(second.isAdopted).toBe(false);
    expect(await query(second.url, 'SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows: 1000 }]);
  });

  test('starts although a stranger has the process id that a dead server left behind', async () => {
    const first = await start();
    await killHard(first);
    const lock = join(first.folder, 'cluster/postmaster.pid');
    const stranger = spawn('sleep', ['60'], process.getuid() === 0 ? { uid: 65534, gid: 65534 } : {});
    writeFileSync(lock, readFileSync(lock, 'utf8').replace(/^\d+/, String(stranger.pid)));
    try {
      const second = await start();
      expect(second.isAdopted).toBe(false);
      expect(stranger.exitCode).toBeNull();
    } finally {
      stranger.kill();
    }
  });

  test('does not mind a start that was interrupted while it made the data', async () => {
    mkdirSync(join(dataDir, 'unfinished-999999998-abc/base'), { recursive: true });
    const server = await start();
    expect(readdirSync(server.folder).filter((name) => name.startsWith('unfinished'))).toEqual([]);
  });

  test('of several starts at the same moment all get the same server', async () => {
    const [one, two, three] = await Promise.all([start(), start(), start()]);
    expect(new Set([one.pid, two.pid, three.pid]).size).toBe(1);
    expect(await query(three.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  test('works below a path that is too long for a socket', async () => {
    dataDir = join(world, 'x'.repeat(100), 'data/postgres');
    const { url } = await start();
    expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    rmSync(new URL(url).searchParams.get('host'), { recursive: true, force: true, maxRetries: 5 });
  });

  test.skipIf(process.getuid() === 0)('says in one sentence that it cannot make its folder', async () => {
    writeFileSync(join(world, 'data'), '');
    await expect(start()).rejects.toThrow(/^The data folder \S+ cannot be read and written/);
  });

  test.runIf(process.getuid() === 0)(
    'as root moves to a folder that the server can enter, and says so',
    async () => {
      chmodSync(world, 0o700);
      const server = await start();
      expect(server.folder).toMatch(/^\/var\/lib\/headrace\//);
      expect(server.notes).toEqual([expect.stringContaining(`keeps its data in ${server.folder}`)]);
      expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      await server.stop();
      rmSync(dirname(server.folder), { recursive: true });
    },
  );
});
