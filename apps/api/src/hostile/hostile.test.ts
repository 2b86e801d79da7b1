import { request as send } from 'node:http';
import { connect, type Socket } from 'node:net';
import { cleanups } from '@headrace/testkit/signals';
import WebSocket from 'ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiWorld, createApiWorld, logs } from '../api.world';
import { manyTasks } from './flows.fixture';
import { countStatements, heldWhile, unitMs } from './measure.fixture';
import { requests, type Sent, type Targets } from './requests.fixture';

// What strangers may send to a server that others work with: no request holds up its event loop for long, asks the database for more
// than it is worth, or leaves anything behind.

let world: ApiWorld;
let targets: Targets;
const later = cleanups();

beforeAll(async () => {
  world = await createApiWorld();
  await world.save(logs('small'));
  const started = await world.get('/api/v1/executions/test/small?wait=true', { method: 'POST' });
  const executionId = String(started.json.id);
  const taskRunId = String(started.json.taskRunList[0].id);
  await world.save(manyTasks('large', 8_500));
  targets = { largeFlow: 'large', executionId, taskRunId };
});
afterAll(() => world.close());

interface Came {
  readonly status: number;
  readonly body: Buffer;
}

function ask({ method = 'GET', path, headers = {}, body = '' }: Sent): Promise<Came> {
  return new Promise((resolve, reject) => {
    const length = body === '' ? {} : { 'content-length': `${Buffer.byteLength(body)}` };
    const sent = send(
      { host: '127.0.0.1', port: world.port, method, path, headers: { ...headers, ...length }, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }));
        response.on('error', reject);
      },
    );
    // A server that has answered may close while we still send.
    sent.on('error', (error) => setTimeout(() => reject(error), 100));
    sent.end(body);
  });
}

/** What Yoga says of a document that is none, or has no such operation. */
const UNREADABLE = /^(GRAPHQL_(PARSE|VALIDATION)_FAILED|OPERATION_RESOLUTION_FAILURE)$/;

/** What came of a request, in a word. */
function outcomeOf({ path }: Sent, { status, body }: Came): string | number {
  if (!path.startsWith('/graphql') || status === 403 || status === 413) return status;
  const { errors } = JSON.parse(body.toString()) as { errors?: { extensions?: { code?: string } }[] };
  const code = errors?.[0]?.extensions?.code;
  if (!errors) return 'data';
  return code === undefined || UNREADABLE.test(code) ? 'invalid' : code;
}

interface Found {
  readonly sent: Sent;
  readonly outcome: string | number;
  readonly heldMs: number;
  /** Statements besides those that are asked for without any request. */
  readonly asked: number;
}

const BACKGROUND = { atOnce: 6, eachSecond: 40 };

/** A hundred milliseconds where a unit takes ten, as on an idle machine; and three times that, because no test is alone. */
function ceilingOf(unit: number): number {
  return 3 * 10 * Math.max(10, unit);
}

test('two hundred requests, hostile and honest: each is answered, cheaply, and no other one waits for it', {
  timeout: 240_000,
}, async () => {
  const all = requests(targets);
  expect(all.length).toBeGreaterThan(200);
  const statements = countStatements(world.pool);
  // A round before it counts: what is compiled and connected at first is nobody's request.
  for (const sent of all.filter(({ name }) => name.includes(', after '))) await ask(sent);
  const found: Found[] = [];
  for (const sent of all) {
    const before = statements.count();
    const startedMs = performance.now();
    const { result, heldMs } = await heldWhile(() => ask(sent));
    // The looks of the worker and of whoever listens are asked, too, whoever sends something.
    const background = BACKGROUND.atOnce + (BACKGROUND.eachSecond * (performance.now() - startedMs)) / 1_000;
    const asked = statements.count() - before - background;
    found.push({ sent, outcome: outcomeOf(sent, result), heldMs, asked });
  }
  statements.stop();
  const unexpected = found.filter(({ sent, outcome }) => !sent.may.includes(outcome));
  expect(unexpected.map(({ sent, outcome }) => [sent.name, outcome])).toEqual([]);
  const curious = found.filter(({ sent, asked }) => asked > (sent.statements ?? Infinity));
  expect(curious.map(({ sent, asked }) => [sent.name, asked])).toEqual([]);
  // A machine that does something else holds up a request, too, but not each time: the best of some counts.
  const slow: [name: string, heldMs: number, ceilingMs: number][] = [];
  for (const { sent, heldMs } of found) {
    let bestMs = heldMs;
    let ceilingMs = ceilingOf(unitMs());
    for (let tries = 0; tries < 4 && bestMs > ceilingMs; tries += 1) {
      bestMs = Math.min(bestMs, (await heldWhile(() => ask(sent))).heldMs);
      ceilingMs = Math.max(ceilingMs, ceilingOf(unitMs()));
    }
    if (bestMs > ceilingMs) slow.push([sent.name, Math.round(bestMs), Math.round(ceilingMs)]);
  }
  expect(slow).toEqual([]);
  expect(world.logged.filter((line) => /failed|cannot read/.test(line))).toEqual([]);
});

describe('what cannot be followed', () => {
  const LOGS = 'subscription ($id: String!) { logs(executionId: $id) { cursor } }';
  const EVENTS = 'subscription ($id: String!) { executionEvents(executionId: $id) { cursor } }';
  const IDS = ['a\u0000b', 'a\ud800b', 'nobody', 'x'.repeat(5_000), ''];

  test('is refused at once over WebSocket, SSE and REST, and is asked for no more', {
    timeout: 60_000,
  }, async () => {
    const client = world.socket();
    const statements = countStatements(world.pool);
    const overSocket = async (query: string, id: string) => {
      try {
        for await (const result of client.iterate({ query, variables: { id } }))
          return JSON.stringify(result);
      } catch (error) {
        return JSON.stringify(error);
      }
      return 'completed';
    };
    for (const id of IDS)
      for (const query of [LOGS, EVENTS]) {
        expect(await overSocket(query, id)).toMatch(/NOT_FOUND|BAD_ARGUMENT/);
        const overEvents = await world.get('/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
          body: JSON.stringify({ query, variables: { id } }),
        });
        expect(overEvents.text).toMatch(/NOT_FOUND|BAD_ARGUMENT/);
      }
    for (const [path, status] of [
      ['a%00b', 422],
      ['nobody', 200],
    ] as const)
      expect((await world.get(`/api/v1/executions/${path}/follow`)).status).toBe(status);
    expect(world.followed()).toBe(0);
    const after = statements.count();
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    // The worker looks for work now and then; twenty followers would look twenty times a second.
    expect(statements.count() - after).toBeLessThan(20);
    statements.stop();
    expect(world.logged.filter((line) => line.includes('cannot read'))).toEqual([]);
  });

  test('a client that leaves before its first message leaves nothing behind', {
    timeout: 60_000,
  }, async () => {
    const { query } = world.pool;
    let asked = 0;
    const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    world.pool.query = (() => {
      asked += 1;
      return Promise.reject(away);
    }) as unknown as typeof query;
    try {
      const gone = new AbortController();
      const body = JSON.stringify({ query: LOGS, variables: { id: targets.executionId } });
      const overEvents = fetch(new URL('/graphql', world.base), {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        body,
        signal: gone.signal,
      }).catch(() => {});
      const socket = new WebSocket(`ws://127.0.0.1:${world.port}/graphql`, 'graphql-transport-ws');
      await new Promise((resolve) => socket.once('open', resolve));
      socket.send('{"type":"connection_init"}');
      await new Promise((resolve) => socket.once('message', resolve));
      socket.send(`{"id":"1","type":"subscribe","payload":${body}}`);
      socket.send(`{"id":"2","type":"subscribe","payload":${body}}`);
      while (asked < 6) await new Promise((resolve) => setTimeout(resolve, 5));
      expect(world.followed()).toBeGreaterThan(0);
      // One says so, one is cut off, one hangs up.
      socket.send('{"id":"2","type":"complete"}');
      socket.terminate();
      gone.abort();
      await overEvents;
      while (world.followed() > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    } finally {
      world.pool.query = query;
    }
  });
});

describe('who sends in drops', () => {
  const HEAD = `Host: localhost\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{`;
  const KINDS = [
    `POST /graphql HTTP/1.1\r\n${HEAD}`,
    `POST /api/v1/flows HTTP/1.1\r\n${HEAD}`,
    `GET /ping HTTP/1.1\r\n${HEAD}`,
    `POST /flows HTTP/1.1\r\n${HEAD}`,
    `GET /graphql HTTP/1.1\r\nHost: localhost\r\nX-`,
  ];

  test('is cut off, whatever it sends, and the others are answered meanwhile', {
    timeout: 90_000,
  }, async () => {
    const open = new Set<Socket>();
    const heard: string[] = [];
    for (let count = 0; count < 40; count += 1) {
      const socket = connect(world.port, '127.0.0.1');
      open.add(socket);
      socket.write(KINDS[count % KINDS.length] ?? '');
      // Half of them stand still, half send a drop now and then.
      const drops = count % 2 === 0 ? setInterval(() => socket.write(' '), 4_000) : undefined;
      socket.on('data', (data) => heard.push(data.toString().slice(0, 12)));
      socket.on('error', () => {});
      socket.on('close', () => {
        clearInterval(drops);
        open.delete(socket);
      });
      later(async () => void socket.destroy());
    }
    const standing = () => [...open].length;
    while (standing() > 8) {
      expect((await world.get('/ping')).status).toBe(200);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    expect(heard).toContain('HTTP/1.1 408');
  });
});

test('an answer that takes too long is given up, and nothing more is resolved for it', {
  timeout: 60_000,
}, async () => {
  const own = await createApiWorld({ requestTimeoutMs: 300, slowRequestMs: 200, accessLog: 'info' });
  later(() => own.close());
  await own.save(logs('slow'));
  let resolved = 0;
  let release: () => void = () => {};
  Object.assign(own.runtime, {
    maskedSource: () => new Promise<string>((resolve) => (release = () => resolve('late'))),
  });
  const { clock } = own.runtime;
  Object.assign(own.runtime, { clock: { ...clock, now: () => ((resolved += 1), clock.now()) } });
  const query = 'query Slow { flow(namespace: "test", flowId: "slow") { source } }';
  const over = await own.graphql(query);
  expect([over.status, over.json.errors[0].extensions.code]).toEqual([503, 'UNAVAILABLE']);
  expect(over.json.errors[0].message).toContain('took longer than 0.3 s');
  release();
  const warned = own.logged.find((line) => line.includes('a slow request'));
  expect(warned).toContain('"operation":"Slow"');
  await own.get('/api/v1/executions/webhook/test/slow/s3cret-key?token=s3cret-query', { method: 'POST' });
  await expect.poll(() => own.logged.filter((line) => line.includes('"request"')).length).toBeGreaterThan(1);
  expect(own.logged.join('\n')).toContain('/api/v1/executions/webhook/test/slow/********');
  expect(own.logged.join('\n')).not.toContain('s3cret');
  const overSocket = [];
  for await (const result of own.socket().iterate({ query })) overSocket.push(result);
  expect(JSON.stringify(overSocket)).toContain('UNAVAILABLE');
  release();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(resolved).toBe(0);
  expect((await own.graphql('{ server { version } }')).json.data).toBeTruthy();
});
