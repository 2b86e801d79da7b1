import {
  createServer,
  type IncomingMessage,
  request as send,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { Gate } from '@headrace/testkit/signals';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBody } from './body';
import { LazyRequest } from './lazy-request';

let server: Server;
let handle: (request: LazyRequest, response: ServerResponse) => unknown;

beforeAll(async () => {
  server = createServer((incoming: IncomingMessage, response) => {
    const answer = async () => {
      const body = await readBody(incoming);
      if (body.kind !== 'read') return;
      await handle(new LazyRequest(incoming, response, body.bytes), response);
      response.end();
    };
    answer().catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

interface Sent {
  readonly method: string;
  readonly path?: string;
  readonly headers?: Record<string, string | string[]>;
  readonly body?: string | Buffer;
}

/** Sends a request and hands it, as it arrived, to `look`. */
async function arrived<Seen>(
  { body, ...sent }: Sent,
  look: (request: LazyRequest) => Seen | Promise<Seen>,
): Promise<Seen> {
  const seen: Seen[] = [];
  handle = async (request) => void seen.push(await look(request));
  await new Promise<void>((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    const request = send({ port, agent: false, ...sent }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => (response.statusCode === 200 ? resolve() : reject(new Error(text))));
    });
    request.on('error', reject);
    request.end(body);
  });
  return seen[0] as Seen;
}

const SENT: readonly Sent[] = [
  {
    method: 'POST',
    path: '/a/../b%20c?x=1&x=%C3%BC',
    headers: { accept: ['a', 'b'], 'x-y': ['1', '2'], host: 'localhost:7' },
    body: '{"ä":1}',
  },
  { method: 'POST', path: '/empty' },
  { method: 'GET', path: '/get?q=%00', headers: { cookie: 'a=1; b=2' } },
  { method: 'DELETE', path: '//double', headers: { 'content-length': '9' }, body: '\uFEFFmarked' },
  { method: 'PUT', path: '/bytes', body: Buffer.from([0xff, 0x41]) },
];

test.each(SENT)('$method $path is what a real request is', async (sent) => {
  const seen = await arrived(sent, async (request) => {
    const parts = async (of: Request) => ({
      method: of.method,
      url: of.url,
      headers: [...of.headers],
      body: await of.text(),
    });
    return { lazily: await parts(request), really: await parts(request.real) };
  });
  expect(seen.lazily).toEqual(seen.really);
});

test('what it does not know itself is asked of the real one', async () => {
  const seen = await arrived({ method: 'POST', body: '{"a":1}' }, async (request) => ({
    clone: await request.clone().text(),
    json: await request.json(),
    bodyUsed: request.bodyUsed,
    keepalive: request.keepalive,
    real: request.real === request.real,
  }));
  expect(seen).toEqual({ clone: '{"a":1}', json: { a: 1 }, bodyUsed: true, keepalive: false, real: true });
});

test('a client that stays does not abort', async () => {
  const signal = await arrived({ method: 'GET' }, (request) => request.signal);
  expect(signal.aborted).toBe(false);
});

test.each(['before', 'after'])(
  'a client that goes away aborts, also one that went %s anybody asked',
  async (when) => {
    const [arrival, closed] = [new Gate(), new Gate()];
    const aborted = new Promise<boolean>((resolve) => {
      handle = async (request, response) => {
        response.once('close', closed.open);
        const asked = when === 'after' ? request.signal : undefined;
        arrival.open();
        await closed.opened;
        resolve((asked ?? request.signal).aborted);
      };
    });
    const { port } = server.address() as AddressInfo;
    const request = send({ port, method: 'GET', agent: false });
    request.on('error', () => {});
    request.end();
    await arrival.opened;
    request.destroy();
    expect(await aborted).toBe(true);
  },
);
