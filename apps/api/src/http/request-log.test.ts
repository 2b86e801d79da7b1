import { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '@headrace/runtime';
import { expect, test, vi } from 'vitest';
import { createRequestLog, type RequestLogOptions } from './request-log';

interface Line {
  readonly level: string;
  readonly about: Record<string, unknown>;
  readonly text: string;
}

function logged(options: Partial<RequestLogOptions> = {}) {
  const lines: Line[] = [];
  const at = (level: string) => (about: unknown, text: unknown) =>
    void lines.push({ level, about: about as Record<string, unknown>, text: String(text) });
  const log = {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
  } as unknown as Log;
  const requests = createRequestLog({ log, accessLog: 'info', slowRequestMs: 60_000, ...options });
  return { lines, requests };
}

/** A request and its answer, as far as a log looks at them. */
function exchange(headers: Record<string, string> = {}) {
  const socket = { bytesWritten: 100 };
  const shown = new Map<string, string>();
  const response = Object.assign(new EventEmitter(), {
    statusCode: 200,
    writableFinished: true,
    setHeader: (name: string, value: string) => shown.set(name, value),
  });
  const request = { method: 'POST', headers, socket } as unknown as IncomingMessage;
  return { request, response, socket, shown, asResponse: response as unknown as ServerResponse };
}

test('one line a request, with what became known of it and without its query or key', () => {
  const { lines, requests } = logged();
  const { request, response, socket, asResponse, shown } = exchange();
  const { notes, id } = requests.begin(request, asResponse, '/api/v1/executions/webhook/a/b/s3cret');
  notes.operation = 'FlowList';
  notes.cost = 12;
  socket.bytesWritten = 350;
  response.statusCode = 404;
  response.emit('close');
  expect(lines).toEqual([
    {
      level: 'info',
      text: 'request',
      about: {
        id,
        method: 'POST',
        path: '/api/v1/executions/webhook/a/b/********',
        status: 404,
        ms: expect.any(Number) as number,
        bytes: 250,
        operation: 'FlowList',
        cost: 12,
      },
    },
  ]);
  expect(shown.get('X-Request-Id')).toBe(id);
  requests.stop();
});

test.each([
  ['info', '/graphql', 'info'],
  ['debug', '/graphql', 'debug'],
  ['info', '/ping', 'debug'],
  ['info', '/_next/static/x.js', 'debug'],
] as const)('as loud as is set (%s): %s is told as %s', (accessLog, path, level) => {
  const { lines, requests } = logged({ accessLog });
  const { request, response, asResponse } = exchange();
  requests.begin(request, asResponse, path);
  response.emit('close');
  expect(lines.map((line) => line.level)).toEqual([level]);
  requests.stop();
});

test('nothing is told where it is off, and a client that has gone is told apart', () => {
  const off = logged({ accessLog: 'off' });
  const one = exchange();
  off.requests.begin(one.request, one.asResponse, '/graphql');
  one.response.emit('close');
  expect(off.lines).toEqual([]);
  off.requests.stop();
  const { lines, requests } = logged();
  const two = exchange();
  two.response.writableFinished = false;
  requests.begin(two.request, two.asResponse, '/graphql');
  two.response.emit('close');
  expect(lines[0]?.about.status).toBe(499);
  requests.stop();
});

test.each([
  ['0123456789abcdef', true],
  ['a b', false],
  ['x\nlevel: error', false],
  ['x'.repeat(65), false],
])('the id %j of a proxy is taken: %s', (sent, isTaken) => {
  const { requests } = logged();
  const { request, asResponse } = exchange({ 'x-request-id': sent });
  expect(requests.begin(request, asResponse, '/').id === sent).toBe(isTaken);
  requests.stop();
});

test('a slow request is a warning that says what it waited for; sending and what may take its time do not count', () => {
  const now = vi.spyOn(performance, 'now').mockReturnValue(0);
  const { lines, requests } = logged({ accessLog: 'off', slowRequestMs: 1_000 });
  const begin = () => {
    const { request, response, asResponse } = exchange();
    return { response, exchange: requests.begin(request, asResponse, '/graphql') };
  };
  const slow = begin();
  const large = begin();
  const patient = begin();
  patient.exchange.mayTakeItsTime();
  now.mockReturnValue(200);
  slow.exchange.bodyRead();
  large.exchange.answered();
  slow.exchange.notes.slowest = { field: 'Query.flows', ms: 1_234.56 };
  now.mockReturnValue(1_500);
  slow.exchange.answered();
  for (const { response } of [slow, large, patient]) response.emit('close');
  expect(lines.map(({ level, text, about }) => [level, text, about.waited])).toEqual([
    [
      'warn',
      'a slow request',
      { bodyMs: 200, workMs: 1_300, field: 'Query.flows', fieldMs: 1_234.6, loopHeldUpMs: 0 },
    ],
  ]);
  now.mockRestore();
  requests.stop();
});

test('an event loop that is held up is a warning that names who was under way', async () => {
  const { lines, requests } = logged({ accessLog: 'off', heldUpMs: 100 });
  const { request, response, asResponse } = exchange();
  requests.begin(request, asResponse, '/graphql').notes.operation = 'Heavy';
  // The monitor takes its first look before the loop is held up.
  await new Promise((resolve) => setTimeout(resolve, 50));
  const until = performance.now() + 400;
  while (performance.now() < until);
  response.emit('close');
  await vi.waitFor(() => expect(lines).not.toEqual([]), { timeout: 10_000 });
  expect(lines[0]).toMatchObject({ level: 'warn', about: { requests: ['POST /graphql Heavy'] } });
  expect(lines[0]?.about.ms).toBeGreaterThan(100);
  requests.stop();
});
