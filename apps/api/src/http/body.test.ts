import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MAX_BODY_BYTES, readBody } from './body';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const TIMES = { idleMs: 1_000, wholeMs: 5_000 };

function sender(headers: Record<string, string> = {}) {
  const request = Object.assign(new EventEmitter(), {
    headers,
    paused: 0,
    pause: () => (request.paused += 1),
  });
  const body = readBody(request as unknown as IncomingMessage, TIMES);
  return { request, body };
}

test('a body that comes in time is read', async () => {
  const { request, body } = sender();
  for (const piece of ['a', 'b', 'c']) {
    request.emit('data', Buffer.from(piece));
    await vi.advanceTimersByTimeAsync(900);
  }
  request.emit('end');
  expect(await body).toMatchObject({ kind: 'read', bytes: Buffer.from('abc') });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(request.paused).toBe(0);
});

test('one that stands still is given up', async () => {
  const { request, body } = sender();
  request.emit('data', Buffer.from('a'));
  await vi.advanceTimersByTimeAsync(1_000);
  expect([(await body).kind, request.paused, request.listenerCount('data')]).toEqual(['tooSlow', 1, 0]);
});

test('one that comes in drops for ever is given up', async () => {
  const { request, body } = sender();
  const drops = setInterval(() => request.emit('data', Buffer.from('a')), 500);
  await vi.advanceTimersByTimeAsync(5_000);
  clearInterval(drops);
  expect((await body).kind).toBe('tooSlow');
});

test('one that is too large is not read on', async () => {
  const { request, body } = sender();
  request.emit('data', Buffer.alloc(MAX_BODY_BYTES));
  request.emit('data', Buffer.alloc(1));
  expect([(await body).kind, request.paused]).toEqual(['tooLarge', 1]);
  expect((await sender({ 'content-length': `${MAX_BODY_BYTES + 1}` }).body).kind).toBe('tooLarge');
});
