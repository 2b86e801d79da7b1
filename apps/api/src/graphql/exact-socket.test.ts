import { EventEmitter } from 'node:events';
import { Decimal, readJson } from '@headrace/json';
import { expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { ExactSocket } from './exact-socket';

function line() {
  const sent: unknown[] = [];
  const completed: string[] = [];
  const closed: unknown[] = [];
  const client = Object.assign(new EventEmitter(), {
    send: (data: unknown) => void sent.push(data),
    close: (...why: unknown[]) => void closed.push(why),
  });
  const exact = new ExactSocket(client as unknown as WebSocket, (id) => completed.push(id));
  const hear = (message: unknown) => client.emit('message', Buffer.from(String(message)));
  /** As graphql-ws does it. */
  const next = (id: string, payload: unknown) => client.send(JSON.stringify({ id, type: 'next', payload }));
  return { sent, closed, completed, exact, hear, next, client };
}

const DIGITS = {
  whole: 2n ** 70n,
  decimal: Decimal.of('1.50'),
  long: Decimal.of('0.1000000000000000055511151231257827'),
};

test('a result goes out with every digit of its numbers', () => {
  const { exact, sent, next } = line();
  const [one, two] = [exact.standIn({ data: DIGITS }), exact.standIn({ data: { text: '"}' } })];
  // The order of sending is that of whoever is ready first.
  next('b', two);
  next('a', one);
  expect(sent.map((text) => readJson(String(text)))).toEqual([
    { ok: true, value: { id: 'b', type: 'next', payload: { data: { text: '"}' } } } },
    { ok: true, value: { id: 'a', type: 'next', payload: { data: DIGITS } } },
  ]);
});

test('other messages go out as they are', () => {
  const { client, sent } = line();
  const bytes = Buffer.from([1]);
  for (const message of ['{"type":"pong"}', '{"data":"x"}', bytes]) client.send(message);
  expect(sent).toEqual(['{"type":"pong"}', '{"data":"x"}', bytes]);
});

test('variables are read with every digit, once', () => {
  const { exact, hear } = line();
  hear(
    '{"id":"1","type":"subscribe","payload":{"query":"{ x }","variables":{"n":12345678901234567890,"d":1.50}}}',
  );
  expect(exact.takeVariables('1')).toEqual({ n: 12345678901234567890n, d: Decimal.of('1.50') });
  expect(exact.takeVariables('1')).toBeUndefined();
});

test.each([
  '{"id":"1","type":"subscribe","payload":{"query":"{ x }","variables":{"n":7}}}',
  '{"id":"1","type":"subscribe","payload":{"query":"{ x(n: 1.5) }"}}',
  '{"id":1,"type":"subscribe","payload":{"variables":{"n":1.50}}}',
  'no JSON 1.50 "subscribe"',
])('nothing is kept of %s', (message) => {
  const { exact, hear } = line();
  hear(message);
  expect(exact.takeVariables('1')).toBeUndefined();
});

test('a message that native JSON would read with other numbers closes the socket, without being repeated', () => {
  const { exact, hear, closed } = line();
  hear(`{"id":"1","type":"subscribe","payload":{"query":"{ x }","variables":{"n":${'9'.repeat(1001)}}}}`);
  expect(closed).toEqual([[4400, 'The message holds a number with more than 1000 digits.']]);
  expect(exact.isRefused).toBe(true);
});

test('an operation that has not begun yet is ended when its client says so', () => {
  const { completed, hear } = line();
  hear('{"id":"7","type":"complete"}');
  hear('{"id":"8","type":"subscribe","payload":{"query":"{ complete }"}}');
  expect(completed).toEqual(['7']);
});
