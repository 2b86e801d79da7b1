import { request } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { type ApiWorld, createApiWorld, logs } from './api.world';
import { readEnvironment } from './environment';
import { MAX_BODY_BYTES } from './http/body';

let world: ApiWorld;
beforeAll(async () => {
  world = await createApiWorld();
});
afterAll(() => world.close());

/** Status and body of a request with any headers, which `fetch` would not send. */
function raw(
  path: string,
  headers: Record<string, string>,
  method = 'GET',
  body = '',
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port: world.port, path, method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** How a WebSocket handshake ends. */
function handshake(headers: Record<string, string>, path = '/graphql'): Promise<string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${world.port}${path}`, 'graphql-transport-ws', { headers });
    socket.on('open', () => (socket.close(), resolve('open')));
    socket.on('error', (error) => resolve(error.message));
  });
}

describe('health', () => {
  test('ping and health answer', async () => {
    const { text, headers } = await world.get('/ping');
    expect(text).toBe('pong');
    expect(headers.get('content-security-policy')).toBe("frame-ancestors 'none'");
    expect(await world.get('/health')).toMatchObject({ status: 200, json: { status: 'UP' } });
  });

  test('a page says so when the screens are not built', async () => {
    expect((await world.get('/executions')).text).toContain('not built');
  });
});

test.each([
  ['/ui/executions/company.team/hello-world/0352', '/executions/0352'],
  ['/ui/main/executions/company.team/hello-world/0352/gantt', '/executions/0352'],
  ['/ui/flows/edit/company.team/hello-world/overview', '/flows/company.team/hello-world'],
  ['/ui/executions', '/executions'],
  ['/ui/', '/'],
])("Kestra's page %s is %s here", async (path, location) => {
  const response = await fetch(new URL(path, world.base), { redirect: 'manual' });
  expect([response.status, response.headers.get('location')]).toEqual([302, location]);
});

describe('only this machine', () => {
  test.each([['0.0.0.0'], ['192.168.1.5'], ['::'], ['example.com'], ['127.0.0.1.example.com']])(
    'the server refuses to listen on %s',
    (host) => {
      expect(() => readEnvironment({ HEADRACE_HOST: host, DATABASE_URL: 'postgresql://x' })).toThrow(
        /listens on this machine only/,
      );
    },
  );

  test('every bad setting is named', () => {
    expect(() => readEnvironment({ HEADRACE_PORT: '99999' })).toThrow(/HEADRACE_PORT.*DATABASE_URL/s);
  });

  test('a foreign Host header is refused', async () => {
    expect((await raw('/ping', { host: 'evil.example' })).status).toBe(403);
    expect((await raw('/graphql', { host: `localhost.evil.example:${world.port}` })).status).toBe(403);
    expect((await raw('/ping', { host: `localhost:${world.port}` })).status).toBe(200);
    expect((await raw('/ping', { host: `[::1]:${world.port}` })).status).toBe(200);
  });

  test('other sites cannot change anything', async () => {
    await world.save(logs('guarded'));
    const path = '/api/v1/executions/test/guarded';
    const before = await world.count('executions');
    for (const origin of ['https://evil.example', 'null', `http://127.0.0.1:${world.port + 1}`])
      expect((await raw(path, { origin }, 'POST')).status, origin).toBe(403);
    expect((await raw(path, { 'sec-fetch-site': 'cross-site' }, 'POST')).status).toBe(403);
    expect(await world.count('executions')).toBe(before);
    expect((await raw(path, { origin: world.base }, 'POST')).status).toBe(200);
  });

  test('other sites cannot open a socket', async () => {
    expect(await handshake({ origin: 'https://evil.example' })).toContain('403');
    expect(await handshake({ origin: world.base })).toBe('open');
    expect(await handshake({})).toBe('open');
    expect(await handshake({}, '/elsewhere')).toContain('404');
  });
});

describe('bodies', () => {
  const paths = [
    '/graphql',
    '/api/v1/flows',
    '/api/v1/executions/test/x',
    '/api/v1/executions/webhook/test/x/key',
  ];

  test.each(paths)('%s refuses more than 10 MB: announced', async (path) => {
    const { status, text } = await raw(
      path,
      { 'content-type': 'application/json', 'content-length': String(MAX_BODY_BYTES + 1) },
      'POST',
      'x'.repeat(MAX_BODY_BYTES + 1),
    );
    expect(status).toBe(413);
    expect(JSON.parse(text).message).toContain('Payload Too Large');
  });

  test.each(paths)('%s refuses more than 10 MB: in chunks', async (path) => {
    const { status } = await raw(
      path,
      { 'content-type': 'application/json', 'transfer-encoding': 'chunked' },
      'POST',
      'x'.repeat(MAX_BODY_BYTES + 1),
    );
    expect(status).toBe(413);
  });

  test('an announced flood is answered before it comes', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(world.port, '127.0.0.1', () =>
        socket.write(
          `POST /graphql HTTP/1.1\r\nHost: localhost:${world.port}\r\nContent-Type: application/json\r\nContent-Length: 99999999999\r\n\r\nx`,
        ),
      );
      socket.on('data', (data) => (resolve(data.toString()), socket.destroy()));
      socket.on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
  });

  test('10 MB are welcome', async () => {
    const key = 'triggers: [{ id: call, type: io.kestra.plugin.core.trigger.Webhook, key: large-bodies }]';
    await world.save(logs('large', key));
    const answer = await world.get('/api/v1/executions/webhook/test/large/large-bodies', {
      method: 'POST',
      body: 'x'.repeat(MAX_BODY_BYTES),
    });
    expect(answer.status).toBe(200);
  });
});

describe('answers', () => {
  test('of GraphQL and REST and the explorer are packed where they are large, events are not', async () => {
    const { headers, json } = await world.graphql(
      '{ __schema { types { name description fields { name } } } }',
    );
    expect(headers.get('content-encoding')).toBe('gzip');
    expect(json.data.__schema.types.length).toBeGreaterThan(10);
    await world.save(logs('packed', `description: ${'long '.repeat(500)}`));
    const flow = await world.get('/api/v1/flows/test/packed', { headers: { 'accept-encoding': 'gzip' } });
    expect([flow.headers.get('content-encoding'), flow.json.id]).toEqual(['gzip', 'packed']);
    const explorer = await world.get('/graphql', { headers: { accept: 'text/html' } });
    expect(explorer.headers.get('content-encoding')).toBe('gzip');
    expect(explorer.text).toContain('Headrace GraphQL');
    const started = await world.get('/api/v1/executions/test/packed?wait=true', { method: 'POST' });
    const events = await world.get(`/api/v1/executions/${started.json.id}/follow`);
    expect(events.headers.get('content-encoding')).toBeNull();
    expect((await world.get('/ping')).headers.get('content-encoding')).toBeNull();
  });

  test('have an id by which their request is found in the log', async () => {
    const id = (await world.get('/ping')).headers.get('x-request-id');
    expect(id).toMatch(/^[\w-]{36}$/);
    const sent = await world.get('/ping', { headers: { 'x-request-id': 'of-the-proxy-1' } });
    expect(sent.headers.get('x-request-id')).toBe('of-the-proxy-1');
  });

  test.each(['/api/v1/executions/a%00b', '/graphql?query=%00', '/flows/a%00b'])(
    '%s is refused for what nothing here can keep',
    async (path) => {
      const { status, text } = await raw(path, {});
      expect(status).toBe(422);
      expect(text).toContain('NUL character');
      expect(world.logged.filter((line) => line.includes('failed'))).toEqual([]);
    },
  );
});

describe('GraphQL over HTTP', () => {
  test('answers queries by POST and GET, mutations only by POST', async () => {
    expect((await world.graphql('{ server { version } }')).json).toEqual({
      data: { server: { version: '1.2.3' } },
    });
    expect(
      (await world.get(`/graphql?query=${encodeURIComponent('{ server { version } }')}`)).json.data,
    ).toBeTruthy();
    const mutation = encodeURIComponent('mutation { saveFlow(input: { source: "x" }) { __typename } }');
    expect((await world.get(`/graphql?query=${mutation}`)).status).toBe(405);
  });

  test.each([
    ['no JSON', '{"query": "{'],
    ['no query', '{}'],
    ['no object', '[1]'],
    ['a batch', '[{"query":"{ server { version } }"},{"query":"{ server { version } }"}]'],
    ['no GraphQL', '{"query":"{ flows("}'],
    ['an unknown field', '{"query":"{ passwords }"}'],
    [
      'a bad variable',
      '{"query":"query($n: Int!) { flows(first: $n) { edges { cursor } } }","variables":{"n":"x"}}',
    ],
    ['an unknown operation', '{"query":"query A { server { version } }","operationName":"B"}'],
  ])('%s is told as an error of the caller', async (_, body) => {
    const { status, json, text } = await world.get('/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
      body,
    });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect(json.errors[0].message).toBeTruthy();
    expect(text).not.toContain('node_modules');
  });

  test('a browser gets an explorer that needs nothing from elsewhere', async () => {
    const { status, text } = await world.get('/graphql', { headers: { accept: 'text/html' } });
    expect(status).toBe(200);
    expect(text).toContain('Headrace GraphQL');
    expect(text).not.toMatch(/<(script|link)[^>]+(src|href)=["']?https?:/);
    expect(text).toContain('<a href="/">');
    expect(text.length).toBeLessThan(10_000);
    const parts = [...text.matchAll(/(?:src|href)="(\/graphql\/[^"]+)"/g)].map(([, path = '']) => path);
    expect(parts).toHaveLength(2);
    for (const path of parts) {
      const part = await world.get(path, { headers: { 'accept-encoding': 'gzip' } });
      expect(part.status, path).toBe(200);
      expect(part.headers.get('content-encoding'), path).toBe('gzip');
      expect(part.text.length, path).toBeGreaterThan(100_000);
    }
  });

  test('what fails inside is hidden from the client and told in the log', async () => {
    const { prisma } = world.runtime.database;
    const original = prisma.flow.findMany;
    Object.assign(prisma.flow, { findMany: () => Promise.reject(new Error('password=hunter2')) });
    const { text } = await world.graphql('{ flows { edges { cursor } } }');
    Object.assign(prisma.flow, { findMany: original });
    expect(text).not.toContain('hunter2');
    expect(JSON.parse(text).errors[0].extensions.code).toBe('INTERNAL_SERVER_ERROR');
    expect(world.logged.join('\n')).toContain('hunter2');
  });
});
