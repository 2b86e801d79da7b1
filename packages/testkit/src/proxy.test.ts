import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createDatabase, type TestDatabase } from './database';
import { createProxy, postgresTarget, type Proxy, type ProxyTarget } from './proxy';
import { startRedis } from './redis';
import { cleanups, Sightings } from './signals';

const later = cleanups();

async function proxyTo(target: ProxyTarget): Promise<Proxy> {
  const proxy = await createProxy(target);
  later(() => proxy.close());
  return proxy;
}

/** A server that notes what it gets and answers each chunk with the same in capitals. */
async function startShouter() {
  const heard = new Sightings<string>();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('data', (chunk: Buffer) => {
      heard.see(chunk.toString());
      socket.write(chunk.toString().toUpperCase());
    });
    socket.on('end', () => heard.see('(end)'));
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  later(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { target: { host: '127.0.0.1', port: (server.address() as AddressInfo).port }, heard };
}

/** A client that notes what it gets, and at last how its connection ended: `(closed)`, or the code of the error. */
async function call(port: number) {
  const got = new Sightings<string>();
  const socket = connect(port, '127.0.0.1');
  let ending = '(closed)';
  socket.on('data', (chunk: Buffer) => got.see(chunk.toString()));
  socket.on('error', (error: NodeJS.ErrnoException) => {
    ending = error.code ?? error.message;
  });
  socket.on('close', () => got.see(ending));
  later(async () => void socket.destroy());
  await once(socket, 'connect');
  return { socket, got, said: () => got.all.join('') };
}

describe('bytes', () => {
  test('go through in both directions, and so does the end', async () => {
    const { target, heard } = await startShouter();
    const proxy = await proxyTo(target);
    const client = await call(proxy.port);
    client.socket.write('hello');
    await client.got.until(() => client.said() === 'HELLO');
    client.socket.end();
    await heard.until((all) => all.includes('(end)'));
    await client.got.until((all) => all.includes('(closed)'));
    expect(proxy.stats).toMatchObject({ accepted: 1, bytesToServer: 5, bytesToClient: 5, cut: 0 });
  });

  test('are held back by silence, in both directions, and follow after it in their order', async () => {
    const { target, heard } = await startShouter();
    const proxy = await proxyTo(target);
    const [client, other] = [await call(proxy.port), await call(proxy.port)];
    client.socket.write('a');
    await client.got.until(() => client.said() === 'A');
    proxy.silence();
    const late = await call(proxy.port);
    late.socket.write('x');
    client.socket.write('b');
    client.socket.write('c');
    other.socket.destroy();
    // Whatever the proxy let slip would be on its way before this one, which takes the same way.
    const direct = await call(target.port);
    direct.socket.write('direct');
    await direct.got.until(() => direct.said() === 'DIRECT');
    expect(heard.all).toEqual(['a', 'direct']);
    expect(proxy.stats).toMatchObject({ open: 3, bytesToServer: 1, bytesToClient: 1 });
    proxy.resume();
    await client.got.until(() => client.said() === 'ABC');
    await late.got.until(() => late.said() === 'X');
    await heard.until((all) => all.includes('(end)'));
  });

  test('are held back from a request on, which the server gets at last though its client is gone', async () => {
    const { target, heard } = await startShouter();
    const proxy = await proxyTo(target);
    const [client, other] = [await call(proxy.port), await call(proxy.port)];
    const silent = proxy.silenceAt((sent) => sent.includes('stop'));
    client.socket.write('a');
    await client.got.until(() => client.said() === 'A');
    client.socket.write('stop');
    await silent;
    client.socket.destroy();
    other.socket.write('b');
    const direct = await call(target.port);
    direct.socket.write('direct');
    await direct.got.until(() => direct.said() === 'DIRECT');
    expect(heard.all).toEqual(['a', 'direct']);
    proxy.resume();
    await other.got.until(() => other.said() === 'B');
    await heard.until((all) => all.includes('stop') && all.includes('b'));
  });

  test('of connections that come later pass when only the open ones are silent', async () => {
    const { target } = await startShouter();
    const proxy = await proxyTo(target);
    const old = await call(proxy.port);
    old.socket.write('a');
    await old.got.until(() => old.said() === 'A');
    proxy.silence({ onlyOpen: true });
    old.socket.write('b');
    const late = await call(proxy.port);
    late.socket.write('x');
    await late.got.until(() => late.said() === 'X');
    expect(old.said()).toBe('A');
  });

  test('are not early and not out of order with a delay', async () => {
    const { target } = await startShouter();
    const proxy = await proxyTo(target);
    const client = await call(proxy.port);
    const startedAtMs = performance.now();
    proxy.delay(60);
    client.socket.write('a');
    await client.got.until(() => client.said() === 'A');
    expect(performance.now() - startedAtMs).toBeGreaterThanOrEqual(2 * 60);
    client.socket.write('b');
    const direct = await call(target.port); // by now the proxy has read `b`
    direct.socket.write('direct');
    await direct.got.count(1);
    proxy.delay(0);
    client.socket.write('c');
    await client.got.until(() => client.said().length === 3);
    expect(client.said()).toBe('ABC');
  });
});

describe('connections', () => {
  test('are all cut at once; later ones are none the worse', async () => {
    const { target, heard } = await startShouter();
    const proxy = await proxyTo(target);
    const clients = [await call(proxy.port), await call(proxy.port)];
    for (const { socket } of clients) socket.write('a');
    await heard.count(2);
    proxy.cutAll();
    for (const { got } of clients) await got.until((all) => /closed|ECONNRESET/.test(all.at(-1) ?? ''));
    expect(proxy.stats).toMatchObject({ accepted: 2, cut: 2, open: 0 });
    const late = await call(proxy.port);
    late.socket.write('x');
    await late.got.until(() => late.said() === 'X');
  });

  test('are reset while it refuses; open ones stay', async () => {
    const { target } = await startShouter();
    const proxy = await proxyTo(target);
    const old = await call(proxy.port);
    old.socket.write('a');
    await old.got.until(() => old.said() === 'A');
    proxy.refuse();
    const refused = connect(proxy.port, '127.0.0.1');
    const [error] = (await once(refused, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNRESET');
    old.socket.write('b');
    await old.got.until(() => old.said() === 'AB');
    proxy.resume();
    const late = await call(proxy.port);
    late.socket.write('x');
    await late.got.until(() => late.said() === 'X');
    expect(proxy.stats).toMatchObject({ accepted: 2, refused: 1 });
  });

  test('end at once when the server cannot be reached', async () => {
    const proxy = await proxyTo({ path: '/nowhere/socket' });
    const client = await call(proxy.port);
    await client.got.until((all) => all.length > 0);
    expect(client.said()).toMatch(/closed|ECONNRESET/);
    expect(proxy.stats).toMatchObject({ open: 0, cut: 0 });
  });

  test('are gone after close, and so is the port', async () => {
    const { target } = await startShouter();
    const proxy = await proxyTo(target);
    const client = await call(proxy.port);
    proxy.silence();
    await proxy.close();
    await proxy.close();
    await client.got.until((all) => all.length > 0);
    const [error] = (await once(connect(proxy.port, '127.0.0.1'), 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNREFUSED');
  });
});

describe('PostgreSQL', () => {
  let own: TestDatabase;
  let direct: pg.Client;
  beforeAll(async () => {
    own = await createDatabase({ migrated: false });
    direct = new pg.Client(own.connection);
    await direct.connect();
    await direct.query('CREATE TABLE kept (id int PRIMARY KEY)');
  });
  afterAll(async () => {
    await direct.end();
    await own.drop();
  });

  async function connected(proxy: Proxy): Promise<pg.Client> {
    const client = new pg.Client({ ...own.connection, host: '127.0.0.1', port: proxy.port });
    client.on('error', () => undefined);
    await client.connect();
    later(() => client.end());
    return client;
  }

  const toServer = () => proxyTo(postgresTarget(own.connection));
  const kept = async () => {
    const { rows } = await direct.query<{ id: number }>('SELECT id FROM kept ORDER BY id');
    return rows.map(({ id }) => id);
  };

  test('has committed when the connection is cut after COMMIT, and the client does not know', async () => {
    const proxy = await toServer();
    const cut = proxy.cutAfter((sent) => sent.includes('COMMIT'));
    const client = await connected(proxy);
    await client.query('BEGIN');
    await client.query('INSERT INTO kept VALUES (1)');
    await expect(client.query('COMMIT')).rejects.toThrow(/terminated|ECONNRESET/);
    await cut;
    expect(await kept()).toContain(1);
    expect(proxy.stats).toMatchObject({ cut: 1, open: 0 });
    // Once: the next one goes through.
    const again = await connected(proxy);
    await again.query('BEGIN');
    await again.query('INSERT INTO kept VALUES (2)');
    await again.query('COMMIT');
    expect(await kept()).toContain(2);
  });

  test('has committed a statement, known by its name, whose answer is larger than its buffers', async () => {
    const proxy = await toServer();
    const cut = proxy.cutAfter((sent) => sent.includes('keep_many'));
    const client = await connected(proxy);
    const text = `INSERT INTO kept SELECT n FROM generate_series(1000, 20000) n RETURNING id, repeat('x', 100)`;
    await expect(client.query({ name: 'keep_many', text })).rejects.toThrow(/terminated|ECONNRESET/);
    await cut;
    expect((await kept()).length).toBeGreaterThan(19_000);
  });
});

test('Redis has executed the command after which the connection is cut', async ({ skip }) => {
  const redis = await startRedis();
  if (!redis) return skip('there is no redis-server here');
  later(() => redis.stop());
  const proxy = await proxyTo({ host: '127.0.0.1', port: Number(new URL(redis.url).port) });
  const cut = proxy.cutAfter((sent) => sent.includes('INCR'));
  const client = await call(proxy.port);
  client.socket.write('PING\r\n');
  await client.got.until(() => client.said() === '+PONG\r\n');
  client.socket.write('INCR counted\r\n');
  await cut;
  await client.got.until((all) => all.length > 1);
  expect(client.said()).toMatch(/^\+PONG\r\n(\(closed\)|ECONNRESET)$/);
  const again = await call(proxy.port);
  again.socket.write('GET counted\r\n');
  await again.got.until(() => again.said() === '$1\r\n1\r\n');
});
