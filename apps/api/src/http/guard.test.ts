import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { refusal } from './guard';
import { holdsUnstorableText, shownPath } from './paths';

const HOST = 'localhost:8080';
const asked = (path: string, method: string, headers: Record<string, string | undefined> = {}) =>
  refusal({ method, headers: { host: HOST, ...headers } } as unknown as IncomingMessage, path);

const JSON_TYPE = { 'content-type': 'application/json' };
const FORM = { 'content-type': 'multipart/form-data; boundary=x' };
const FOREIGN = { origin: 'https://evil.example' };

describe('GraphQL from elsewhere', () => {
  test.each([
    ['GET', { 'sec-fetch-site': 'cross-site' }],
    ['GET', { 'sec-fetch-site': 'same-site' }],
    ['GET', FOREIGN],
    ['HEAD', FOREIGN],
    ['POST', { ...JSON_TYPE, ...FOREIGN }],
    ['POST', { ...JSON_TYPE, origin: 'null' }],
    ['POST', { ...FORM, ...FOREIGN, 'x-graphql-yoga-csrf': '1' }],
    ['GET', { upgrade: 'websocket', ...FOREIGN }],
  ])('is refused: %s %j', (method, headers) => {
    expect(asked('/graphql', method, headers)).toBe('Requests from other sites are refused.');
  });

  test.each([
    ['GET', {}],
    ['GET', { 'sec-fetch-site': 'none' }],
    ['GET', { 'sec-fetch-site': 'same-origin' }],
    ['GET', { origin: `http://${HOST}` }],
    ['POST', JSON_TYPE],
    ['POST', { ...JSON_TYPE, origin: `http://${HOST}` }],
    ['GET', { upgrade: 'websocket' }],
  ])('is taken from here and from programs: %s %j', (method, headers) => {
    expect(asked('/graphql', method, headers)).toBeUndefined();
  });
});

describe('a form as an operation', () => {
  test.each([
    FORM,
    { 'content-type': 'application/x-www-form-urlencoded' },
    { 'content-type': ' Text/Plain;x' },
    {},
  ])('%j needs a header that no other site can send, or our own page', (headers) => {
    expect(asked('/graphql', 'POST', headers)).toContain('x-graphql-yoga-csrf');
    for (const more of [
      { 'x-graphql-yoga-csrf': '1' },
      { 'apollo-require-preflight': 'true' },
      { 'graphql-require-preflight': '1' },
      { origin: `http://${HOST}` },
      { 'sec-fetch-site': 'same-origin' },
    ])
      expect(asked('/graphql', 'POST', { ...headers, ...more })).toBeUndefined();
  });
});

describe('webhooks', () => {
  test.each([
    '/api/v1/executions/webhook/company.team/flow/key',
    '/api/v1/main/executions/webhook/company.team/flow/key',
  ])('%s may be called from anywhere', (path) => {
    expect(asked(path, 'POST', FOREIGN)).toBeUndefined();
    expect(asked(path, 'POST', FORM)).toBeUndefined();
  });

  test.each([
    '/api/v1/executions/webhook/flow',
    '/api/v1/executions/webhook/flow/',
    '/api/v1/main/executions/webhook/flow',
    '/api/v1/executions/trigger/webhook/flow',
    '/api/v1/executions/webhook/a/b/c/d',
    '/api/v1/executions/webhook/a/b/',
    '/api/v1/flows/webhook/a/b/c',
    '/x/api/v1/executions/webhook/a/b/c',
  ])('%s is no webhook', (path) => {
    expect(asked(path, 'POST', FOREIGN)).toBe('Requests from other sites are refused.');
  });

  test.each([
    [
      '/api/v1/executions/webhook/company.team/flow/s3cret',
      '/api/v1/executions/webhook/company.team/flow/********',
    ],
    ['/api/v1/main/executions/webhook/a/b/s3cret', '/api/v1/main/executions/webhook/a/b/********'],
    ['/api/v1/executions/webhook/a/b/s3cret/more', '/api/v1/executions/webhook/********'],
    ['/api/v1/executions/webhook/a/b/s3cret/', '/api/v1/executions/webhook/********'],
    ['/api/v1/executions/company.team/flow', '/api/v1/executions/company.team/flow'],
  ])('%s is written down as %s', (path, shown) => {
    expect(shownPath(path)).toBe(shown);
  });
});

test.each([
  ['/api/v1/executions/a%00b', true],
  ['/api/v1/executions/search?q=%00', true],
  ['/x?labels=a:%ED%A0%80', true],
  ['/x?q=%ed%bf%bf', true],
  ['/x?q=%ED%9F%BF', false],
  ['/x?q=%F0%9F%8E%89%2500', false],
  ['/x?q=100%25', false],
])('%s holds text that cannot be kept: %s', (address, isHeld) => {
  expect(holdsUnstorableText(address)).toBe(isHeld);
});
