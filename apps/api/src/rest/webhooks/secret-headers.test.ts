import { expect, test } from 'vitest';
import { secretHeaderTest } from './secret-headers';

const USUAL = secretHeaderTest();

test.each([
  'authorization',
  'proxy-authorization',
  'cookie',
  'x-api-key',
  'x-gitlab-token',
  'x-hub-signature',
  'x-hub-signature-256',
  'stripe-signature',
  'x-webhook-secret',
])('%s is a secret', (name) => expect(USUAL(name)).toBe(true));

test.each(['content-type', 'x-token-kind', 'x-request-id', 'tokenizer', 'cookie-policy'])(
  '%s is none',
  (name) => expect(USUAL(name)).toBe(false),
);

test('the patterns can be others; their letters mean themselves', () => {
  const own = secretHeaderTest(' X-Own , *-pin, a.c ,, ');
  expect(['x-own', 'card-pin', 'a.c'].map(own)).toEqual([true, true, true]);
  expect(['authorization', 'x-own-too', 'abc', ''].map(own)).toEqual([false, false, false, false]);
  expect(secretHeaderTest(',')('authorization')).toBe(false);
});
