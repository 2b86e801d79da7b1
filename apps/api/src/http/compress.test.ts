import { randomBytes } from 'node:crypto';
import {
  createServer,
  request as send,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliDecompressSync, createGunzip, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Answer } from './answer';
import { encodingOf, isPackable, packStream } from './compress';
import { sendResponse } from './fetch';

let server: Server;
let answer: () => Response | Answer;
let sent: Promise<void>;

beforeAll(async () => {
  server = createServer((request: IncomingMessage, response: ServerResponse) => {
    sent = sendResponse(answer(), response, encodingOf(request));
    sent.catch(() => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

function get(encoding?: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    const headers = encoding === undefined ? {} : { 'accept-encoding': encoding };
    send({ port, agent: false, headers }, resolve).on('error', reject).end();
  });
}

async function bodyOf(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const LARGE = JSON.stringify({ text: 'headrace '.repeat(1_000) });
const JSON_TYPE = { 'content-type': 'application/json' };
const asAnswer = (body: string) =>
  new Answer(200, ['content-type', 'application/json', 'content-length', `${Buffer.byteLength(body)}`], body);

test.each([
  [undefined, undefined],
  ['', undefined],
  ['identity', undefined],
  ['gzip', 'gzip'],
  ['gzip, deflate, br, zstd', 'br'],
  ['br;q=0, gzip;q=0.5', 'gzip'],
  ['GZIP', 'gzip'],
  ['gzip;q=0', undefined],
])('Accept-Encoding: %s', (header, encoding) => {
  expect(encodingOf({ headers: { 'accept-encoding': header } })).toBe(encoding);
});

test.each<[Record<string, string>, boolean]>([
  [{ 'content-type': 'application/json; charset=utf-8' }, true],
  [{ 'content-type': 'application/graphql-response+json' }, true],
  [{ 'content-type': 'text/plain' }, true],
  [{ 'content-type': 'application/x-yaml' }, true],
  [{ 'content-type': 'text/event-stream' }, false],
  [{ 'content-type': 'application/octet-stream' }, false],
  [{ 'content-type': 'image/png' }, false],
  [{ 'content-type': 'application/json', 'content-encoding': 'gzip' }, false],
  [{ 'content-type': 'text/plain', 'cache-control': 'no-cache, no-transform' }, false],
  [{}, false],
])('a body with %j may be packed: %s', (headers, isAllowed) => {
  expect(isPackable(new Headers(headers))).toBe(isAllowed);
});

describe.each([
  ['an answer', () => asAnswer(LARGE)],
  ['a response', () => new Response(LARGE, { headers: JSON_TYPE })],
])('%s', (_, make) => {
  test.each([
    ['gzip', gunzipSync],
    ['br', brotliDecompressSync],
  ] as const)('is packed as a whole with %s', async (encoding, unpack) => {
    answer = make;
    const response = await get(encoding);
    const body = await bodyOf(response);
    expect(response.headers['content-encoding']).toBe(encoding);
    expect(Number(response.headers['content-length'])).toBe(body.length);
    expect(response.headers.vary).toContain('Accept-Encoding');
    expect(unpack(body).toString()).toBe(LARGE);
    expect(body.length).toBeLessThan(LARGE.length / 10);
  });

  test('is sent as it is to who does not ask', async () => {
    answer = make;
    const response = await get();
    expect(response.headers['content-encoding']).toBeUndefined();
    expect((await bodyOf(response)).toString()).toBe(LARGE);
  });
});

test.each([
  ['an answer', () => asAnswer('{"a":1}')],
  ['a response', () => new Response('{"a":1}', { headers: JSON_TYPE })],
  ['a response without a body', () => new Response(null, { status: 204 })],
  [
    'a packed one',
    () => new Response('x'.repeat(5_000), { headers: { ...JSON_TYPE, 'content-encoding': 'identity' } }),
  ],
])('%s is not packed where that saves nothing', async (_, make) => {
  answer = make;
  const response = await get('gzip, br');
  expect(response.headers['content-encoding'] ?? 'identity').toBe('identity');
  await bodyOf(response);
});

test('JSON that is larger than is held is packed as it comes', async () => {
  const pieces = Array.from({ length: 40 }, (_, index) => `${index}${'x'.repeat(100_000)}`);
  answer = () => new Response(streamOf(pieces), { headers: JSON_TYPE });
  const response = await get('br, gzip');
  expect(response.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(await bodyOf(response)).toString()).toBe(pieces.join(''));
});

test('of a text that is made line by line each line arrives before the next one is made', async () => {
  let next = 0;
  let heard: () => void = () => {};
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (next === 4) return controller.close();
      if (next > 0) await new Promise<void>((resolve) => (heard = resolve));
      next += 1;
      controller.enqueue(new TextEncoder().encode(`line ${next}\n`));
    },
  });
  answer = () => new Response(stream, { headers: { 'content-type': 'text/plain' } });
  const response = await get('gzip');
  let text = '';
  // Each line is asked for when the one before was read: a packer that holds back would wait for ever.
  for await (const chunk of response.pipe(createGunzip())) {
    text += String(chunk);
    if (text.endsWith('\n')) heard();
  }
  expect(text).toBe('line 1\nline 2\nline 3\nline 4\n');
});

test('events are not packed', async () => {
  answer = () =>
    new Response(streamOf(['data: x\n\n']), { headers: { 'content-type': 'text/event-stream' } });
  const response = await get('gzip, br');
  expect(response.headers['content-encoding']).toBeUndefined();
  expect((await bodyOf(response)).toString()).toBe('data: x\n\n');
});

test('a client that goes away ends a packed stream and its source', async () => {
  let isCancelled: () => void = () => {};
  const cancelled = new Promise<void>((resolve) => (isCancelled = resolve));
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) =>
      controller.enqueue(Buffer.from(Array.from({ length: 5_000 }, () => Math.random() * 256))),
    cancel: () => isCancelled(),
  });
  answer = () => new Response(endless, { headers: { 'content-type': 'text/plain' } });
  const response = await get('gzip');
  response.on('error', () => {});
  response.once('data', () => response.destroy());
  await cancelled;
  await sent.catch(() => {});
});

function streamOf(pieces: readonly string[]): ReadableStream<Uint8Array> {
  const rest = [...pieces];
  return new ReadableStream({
    pull(controller) {
      const piece = rest.shift();
      if (piece === undefined) controller.close();
      else controller.enqueue(new TextEncoder().encode(piece));
    },
  });
}

test('however often the packer is waited for, nobody goes on listening', async () => {
  const warnings: string[] = [];
  const note = ({ name }: Error): void => void warnings.push(name);
  process.on('warning', note);
  async function* pieces() {
    // Random bytes do not shrink, so each piece fills the packer.
    for (let piece = 0; piece < 40; piece += 1) yield randomBytes(64 * 1024);
  }
  let packedBytes = 0;
  for await (const packed of packStream(pieces())) packedBytes += packed.length;
  // Warnings are told in the next turn.
  await new Promise(setImmediate);
  process.off('warning', note);
  expect(packedBytes).toBeGreaterThan(40 * 64 * 1024);
  expect(warnings).toEqual([]);
});
