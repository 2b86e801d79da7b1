import { createServer, request as send, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Runtime, silentLog } from '@headrace/runtime';
import { documentChecker, maskError, schema, type SchemaPorts } from '@headrace/schema';
import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Answer } from '../http/answer';
import { readBody } from '../http/body';
import { LazyRequest } from '../http/lazy-request';
import { graphqlOverHttp } from './http';
import { yogaOverHttp } from './yoga';

/** What a client sees of an answer. */
interface Shown {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A request answered in both ways: as the server does it, and by Yoga alone. */
interface Answered {
  readonly isPlain: boolean;
  readonly answer: Shown;
  readonly byYoga: Shown;
}

let server: Server;
let port: number;
/** What was asked of the runtime. */
const started: unknown[] = [];

beforeAll(async () => {
  const away = () => Promise.reject(new Error('password=hunter2'));
  const runtime = {
    database: { prisma: { flow: { findMany: away } }, pool: { query: away } },
    startExecution: async (request: { flowId: string }) => {
      started.push(request);
      return request.flowId === 'broken' ? away() : { kind: 'flowNotFound' };
    },
    queue: { driver: 'memory' },
  } as unknown as Runtime;
  const ports = { runtime, version: '1.2.3' } as SchemaPorts;
  const graphql = graphqlOverHttp(ports, silentLog, documentChecker(schema));
  const mask = (error: unknown) => maskError(error, () => {});
  const yoga = yogaOverHttp(ports, silentLog, documentChecker(schema), mask);
  server = createServer((incoming, response) => {
    const answered = async (): Promise<Answered> => {
      const body = await readBody(incoming);
      if (body.kind !== 'read') throw new Error(body.kind);
      const ask = () => new LazyRequest(incoming, response, body.bytes);
      const answer = await graphql.fetch(ask());
      const byYoga = await yoga.fetch(ask().real, {});
      return { isPlain: answer instanceof Answer, answer: await shown(answer), byYoga: await shown(byYoga) };
    };
    answered().then(
      (both) => response.end(JSON.stringify(both)),
      (error) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

async function shown(answer: Response | Answer): Promise<Shown> {
  const { status } = answer;
  if (!(answer instanceof Answer))
    return { status, headers: named([...answer.headers]), body: await answer.text() };
  const pairs = answer.headers.map((name, index) => [name, answer.headers[index + 1] ?? ''] as const);
  return { status, headers: named(pairs.filter((_, index) => index % 2 === 0)), body: answer.body };
}

function named(headers: readonly (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value]));
}

function ask(
  body: string | Buffer,
  { method = 'POST', path = '/graphql', ...headers }: Record<string, string> = {},
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const sent = send({ port, method, path, agent: false, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () =>
        response.statusCode === 200 ? resolve(JSON.parse(text)) : reject(new Error(text)),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const JSON_TYPE = { 'content-type': 'application/json' };
const GRAPHQL = 'application/graphql-response+json';
const operation = (query: unknown, more: object = {}) => JSON.stringify({ query, ...more });
const CREATE = `mutation ($flowId: String!) { createExecution(input: { namespace: "n", flowId: $flowId }) {
  __typename ... on Error { message } ... on FlowNotFound { revision } } }`;
const SEVERAL = 'query A { server { version } } query B { server { queue } }';

describe('is answered as Yoga answers it, without Yoga', () => {
  test.each<[string, string, object?]>([
    ['a query', operation('{ __typename }')],
    [
      'fields in the order they were asked for',
      operation('{ server { queue version } b: __typename a: __typename }'),
    ],
    ['introspection', operation(getIntrospectionQuery())],
    ['a mutation', operation(CREATE, { variables: { flowId: 'none', more: 1 } })],
    [
      'nothing of variables',
      operation('{ __typename }', { variables: null, operationName: null, extensions: null }),
    ],
    ['extensions', operation('{ __typename }', { extensions: { any: 1 } })],
    ['one of several', operation(SEVERAL, { operationName: 'B' })],
    [
      'fragments and directives',
      operation(
        'query ($no: Boolean = false) { server { ...f version @skip(if: true) } } fragment f on Server { queue @include(if: $no) }',
      ),
    ],
    [
      'text of all kinds',
      operation(
        'query ($flowId: String!) { a: __typename @skip(if: false) flow(namespace: $flowId, flowId: "ü🎉") { id } }',
        { variables: { flowId: '\u2028' } },
      ),
    ],
    ['a failure inside, hidden', operation(CREATE, { variables: { flowId: 'broken' } })],
    ['a failure of one field', operation('{ server { version } execution(executionId: "x") { id } }')],
    ['a failure of everything', operation('{ namespaces { edges { cursor } } server { version } }')],
    ['a failure that the client can solve', operation('{ flows(first: -1) { edges { cursor } } }')],
    ['a byte order mark', `\uFEFF${operation('{ __typename }')}`],
    ['white space', ` \n${operation('{ __typename }')}\n`],
  ])('%s', async (_, body) => {
    for (const accept of ['*/*', GRAPHQL]) {
      const { isPlain, answer, byYoga } = await ask(body, { ...JSON_TYPE, accept });
      expect(isPlain).toBe(true);
      expect(answer).toEqual(byYoga);
      expect(answer.body).not.toContain('hunter2');
    }
  });

  test.each([
    [undefined],
    ['*/*'],
    ['application/json'],
    [GRAPHQL],
    [`${GRAPHQL}, application/json`],
    [`application/json, ${GRAPHQL}`],
    ['application/*'],
    ['*/json'],
    ['APPLICATION/JSON;q=0.5'],
    ['application/json; charset=utf-8'],
    [`application/json; charset=latin1, ${GRAPHQL}`],
    ['text/event-stream, application/json'],
    [`${GRAPHQL}, application/graphql+json, application/json, text/event-stream, multipart/mixed`],
    ['text/html, */*;q=0.8'],
    [''],
  ])('Accept: %s', async (accept) => {
    const { isPlain, answer, byYoga } = await ask(operation('{ __typename }'), {
      ...JSON_TYPE,
      ...(accept !== undefined && { accept }),
    });
    expect(isPlain).toBe(true);
    expect(answer).toEqual(byYoga);
  });

  test.each([['application/json'], ['application/json; charset=utf-8'], ['application/json;charset=UTF-16']])(
    'Content-Type: %s',
    async (type) => {
      const { isPlain, answer, byYoga } = await ask(operation('{ __typename }'), { 'content-type': type });
      expect(isPlain).toBe(true);
      expect(answer).toEqual(byYoga);
    },
  );
});

describe('is answered as by Yoga, and tells the place in the document besides', () => {
  test.each([
    ['a bad variable', operation(CREATE, { variables: { flowId: 1 } })],
    ['a missing variable', operation(CREATE)],
  ])('%s', async (_, body) => {
    const before = started.length;
    const { isPlain, answer, byYoga } = await ask(body, JSON_TYPE);
    expect(isPlain).toBe(true);
    expect(answer.status).toBe(byYoga.status);
    const messages = (text: string) =>
      JSON.parse(text).errors.map(({ message }: { message: string }) => message);
    expect(messages(answer.body)).toEqual(messages(byYoga.body));
    expect(JSON.parse(answer.body).errors[0].locations).toEqual([{ line: 1, column: 11 }]);
    expect(started.length).toBe(before);
  });
});

describe('is left to Yoga', () => {
  test.each<[string, string | Buffer, Record<string, string>?]>([
    ['no JSON', '{"query": "{'],
    ['nothing', ''],
    ['null', 'null'],
    ['a batch', `[${operation('{ __typename }')}]`],
    ['no query', '{}'],
    ['a query that is no text', operation(1)],
    ['variables that are no map', operation('{ __typename }', { variables: [] })],
    ['variables that are text', operation('{ __typename }', { variables: '{}' })],
    ['extensions that are no map', operation('{ __typename }', { extensions: 1 })],
    ['a name that is no text', operation('{ __typename }', { operationName: 7 })],
    ['an empty name', operation('{ __typename }', { operationName: '' })],
    ['another parameter', operation('{ __typename }', { more: 1 })],
    ['a parameter that is a trap', '{"query":"{ __typename }","__proto__":{"query":"x"}}'],
    ['an empty document', operation('')],
    ['no GraphQL', operation('{ flows(')],
    ['an unknown field', operation('{ passwords }')],
    ['a document that is too long', operation(`{ __typename } #${'x'.repeat(50_000)}`)],
    ['a query that is too deep', operation(`{ ${'flow { latestExecution { '.repeat(9)}`)],
    ['several without a name', operation(SEVERAL)],
    ['a name that there is not', operation(SEVERAL, { operationName: 'C' })],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
    ['other content', operation('{ __typename }'), { 'content-type': 'text/plain' }],
    ['content of two kinds', operation('{ __typename }'), { 'content-type': 'application/json, text/html' }],
    ['GraphQL as content', '{ __typename }', { 'content-type': 'application/graphql' }],
    ['no content type', operation('{ __typename }'), { 'content-type': '' }],
    ['a stream', operation('{ __typename }'), { ...JSON_TYPE, accept: 'text/event-stream' }],
    ['parts', operation('{ __typename }'), { ...JSON_TYPE, accept: 'multipart/mixed' }],
    ['an answer that nobody can write', operation('{ __typename }'), { ...JSON_TYPE, accept: 'text/csv' }],
    ['a query by GET', '', { method: 'GET', path: '/graphql?query={__typename}' }],
    ['a mutation by GET', '', { method: 'GET', path: `/graphql?query=${encodeURIComponent(CREATE)}` }],
    ['another method', operation('{ __typename }'), { ...JSON_TYPE, method: 'PUT' }],
    [
      'an address with more',
      operation('{ __typename }'),
      { ...JSON_TYPE, path: '/graphql?query={__typename}' },
    ],
  ])('%s', async (_, body, headers) => {
    const before = started.length;
    const { isPlain, answer, byYoga } = await ask(body, headers ?? JSON_TYPE);
    expect(isPlain).toBe(false);
    expect(answer).toEqual(byYoga);
    expect(started.length).toBe(before);
  });
});

test('a mutation is done once', async () => {
  const before = started.length;
  const { byYoga } = await ask(operation(CREATE, { variables: { flowId: 'once' } }), JSON_TYPE);
  expect(byYoga.status).toBe(200);
  // Once without Yoga, and once by it for comparison.
  expect(started.length).toBe(before + 2);
});
