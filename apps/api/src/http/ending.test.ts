import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Ending } from './ending';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function asked({ headers = {}, readableEnded = true } = {}) {
  const response = Object.assign(new EventEmitter(), { destroyed: false, writableFinished: false });
  const request = Object.assign(new EventEmitter(), { headers, readableEnded });
  return {
    response,
    request: request as EventEmitter & IncomingMessage,
    asResponse: response as unknown as ServerResponse,
  };
}

const never = new Promise<string>(() => {});

test('an answer in time is the answer, and its request goes on', async () => {
  const { request, asResponse } = asked();
  const ending = new Ending(asResponse, 1_000);
  expect(await ending.inTime(request, Promise.resolve('answer'), () => {})).toBe('answer');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(ending.signal.aborted).toBe(false);
});

test('one that is late is given up, whoever works for it is told, and what comes later is thrown away', async () => {
  const { request, asResponse } = asked();
  const ending = new Ending(asResponse, 1_000);
  let finish: (answer: string) => void = () => {};
  const discarded: string[] = [];
  const answered = ending.inTime(request, new Promise<string>((resolve) => (finish = resolve)), (late) =>
    discarded.push(late),
  );
  await vi.advanceTimersByTimeAsync(999);
  expect(ending.signal.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect([await answered, ending.signal.aborted]).toEqual(['late', true]);
  finish('too late');
  await vi.advanceTimersByTimeAsync(0);
  expect(discarded).toEqual(['too late']);
});

test('a failure that comes too late is nobody’s', async () => {
  const { request, asResponse } = asked();
  const ending = new Ending(asResponse, 1_000);
  const failing = new Promise<string>((_, reject) => setTimeout(() => reject(new Error('late')), 2_000));
  const answered = ending.inTime(request, failing, () => {});
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await answered).toBe('late');
});

test('the time begins when the whole request is there', async () => {
  const { request, asResponse } = asked({ headers: { 'content-length': '5' }, readableEnded: false });
  const ending = new Ending(asResponse, 1_000);
  const answered = ending.inTime(request, never, () => {});
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ending.signal.aborted).toBe(false);
  request.emit('end');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(await answered).toBe('late');
});

test('who may take his time is ended by nothing but his leaving', async () => {
  const { request, response, asResponse } = asked();
  const ending = new Ending(asResponse);
  void ending.inTime(request, never, () => {});
  await vi.advanceTimersByTimeAsync(10_000_000);
  expect(ending.signal.aborted).toBe(false);
  response.emit('close');
  expect(ending.signal.aborted).toBe(true);
});

test('an answer that was sent ends nothing', () => {
  const { response, asResponse } = asked();
  const ending = new Ending(asResponse, 1_000);
  response.writableFinished = true;
  response.emit('close');
  expect(ending.signal.aborted).toBe(false);
});
