import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commandOfProcess, waitUntil } from './processes.mjs';

const PRODUCT = fileURLToPath(new URL('./testing/fake-product.mjs', import.meta.url));

const TEST_DATABASE_URL = process.env.HEADRACE_TEST_DATABASE_URL;
const EMBEDDED = { DATABASE_URL: '' };

let world;
let products;

beforeEach(() => {
  world = mkdtempSync(join(tmpdir(), 'headrace-supervisor-'));
  chmodSync(world, 0o711); // as root, the server's user must pass
  products = [];
});

afterEach(async () => {
  for (const product of products) {
    if (product.process.exitCode === null && product.process.signalCode === null)
      product.process.kill('SIGTERM');
    await product.end;
  }
  rmSync(world, { recursive: true, force: true, maxRetries: 5 });
});

/**
 * Starts the supervisor with fake programs, and with the tests' database unless the test is about the embedded one.
 * `line` waits for a line that matches, after those already seen.
 */
function start(env = {}) {
  const usual = { HEADRACE_PORT: '0', HEADRACE_DATA: join(world, 'data'), DATABASE_URL: TEST_DATABASE_URL };
  const child = spawn(process.execPath, [PRODUCT], {
    env: { PATH: process.env.PATH, ...usual, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  let seen = 0;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      printed += chunk;
    });
  }
  const product = {
    process: child,
    printed: () => printed,
    end: once(child, 'close').then(([code]) => code),
    line: async (pattern) => {
      let match;
      const isThere = () => {
        match = pattern.exec(printed.slice(seen));
        return match !== null || child.exitCode !== null;
      };
      await waitUntil(isThere, { timeoutMs: 30_000 });
      if (!match) throw new Error(`waited for ${pattern} in:\n${printed}`);
      seen += match.index + match[0].length;
      return match;
    },
  };
  products.push(product);
  return product;
}

function holder() {
  return JSON.parse(readFileSync(join(world, 'data/holder.json'), 'utf8'));
}

async function pidOfApi(address) {
  return Number(await (await fetch(address)).text());
}

describe('the supervisor', { timeout: 60_000 }, () => {
  test('TERM stops children and database, and releases the data folder', async () => {
    const product = start(EMBEDDED);
    await product.line(/ready at http\S+/);
    const pids = holder().children.map(({ pid }) => pid);
    expect(pids).toHaveLength(2);
    product.process.kill('SIGTERM');
    expect(await product.end).toBe(0);
    expect(pids.map(commandOfProcess)).toEqual([undefined, undefined]);
    expect(existsSync(join(world, 'data/holder.json'))).toBe(false);
    expect(existsSync(join(world, 'data/postgres/cluster/postmaster.pid'))).toBe(false);
  });

  test('starts a killed child again', async () => {
    const product = start({ HEADRACE_PORT: String(await freePort()) });
    const [, address] = await product.line(/ready at (http\S+)/);
    const pid = await pidOfApi(address);
    process.kill(pid, 'SIGKILL');
    await product.line(/api ended \(SIGKILL\): starting it again/);
    await product.line(/api is back/);
    expect(await pidOfApi(address)).not.toBe(pid);
  });

  test('starts a killed database again', async () => {
    const product = start(EMBEDDED);
    await product.line(/ready at/);
    const [pid] = readFileSync(join(world, 'data/postgres/cluster/postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(pid), 'SIGKILL');
    await product.line(/PostgreSQL ended unexpectedly/);
    await product.line(/PostgreSQL is back/);
  });

  test('a second one on the same data folder is refused with one sentence', async () => {
    const first = start();
    await first.line(/ready at/);
    const second = start();
    expect(await second.end).toBe(1);
    expect(second.printed()).toMatch(
      /^Headrace is already running in \S+ \(process \d+\): stop it first.*\n$/,
    );
  });

  test('after kill -9 the next one ends the orphans and takes over', async () => {
    const first = start();
    await first.line(/ready at/);
    const pids = holder().children.map(({ pid }) => pid);
    first.process.kill('SIGKILL');
    await first.end;
    const second = start();
    await second.line(/ready at/);
    expect(pids.map(commandOfProcess)).toEqual([undefined, undefined]);
  });

  test('a taken port is one sentence, and nothing is left running', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address();
    const product = start({ HEADRACE_PORT: String(port) });
    expect(await product.end).toBe(1);
    expect(product.printed()).toBe(
      `Port ${port} is taken by another program: stop that, or start with another one, such as HEADRACE_PORT=${port + 1}.\n`,
    );
    expect(existsSync(join(world, 'data/holder.json'))).toBe(false);
    other.close();
  });

  test.each([
    { env: { FAKE_API: 'fail' }, sentence: /^The flows are upside down\.$/m },
    {
      env: { FAKE_API: 'crash' },
      sentence: /^api ended \(exit code 3\) while starting: see \S+api\.log\.$/m,
    },
    {
      env: { DATABASE_URL: 'postgresql://me:secret@127.0.0.1:1/x' },
      sentence:
        /^The PostgreSQL of DATABASE_URL \(127\.0\.0\.1:1\/x\) cannot be used: connect ECONNREFUSED \S+\n$/,
    },
    {
      env: { REDIS_URL: 'redis://:secret@127.0.0.1:1' },
      sentence: /^The Redis of REDIS_URL \(127\.0\.0\.1:1\) cannot be used: connect ECONNREFUSED \S+\n$/,
    },
    {
      env: { DATABASE_URL: 'mysql://x' },
      sentence: /^DATABASE_URL is not a URL that begins with postgres:\/\/\.\n$/,
    },
    {
      env: { HEADRACE_PORT: 'http' },
      sentence: /HEADRACE_PORT is "http": it must be a number from 0 to 65535\./,
    },
  ])('$env ends with one sentence', async ({ env, sentence }) => {
    const product = start(env);
    expect(await product.end).toBe(1);
    expect(product.printed()).toMatch(sentence);
    expect(existsSync(join(world, 'data/holder.json'))).toBe(false);
  });

  test('stops when nobody reads its output any more', async () => {
    const product = start();
    const [, address] = await product.line(/ready at (http\S+)/);
    const pid = await pidOfApi(address);
    product.process.stdout.destroy();
    process.kill(pid, 'SIGKILL'); // makes it say something
    expect(await product.end).toBe(0);
  });
});

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
