import { silentLog } from '@headrace/runtime';
import { describe, expect, test } from 'vitest';
import type { Endpoint } from './endpoint';
import { KESTRA_ADDRESSES } from './kestra-addresses.fixture';
import { openApiOf } from './openapi';
import type { RestPorts } from './ports';
import { createRest, restEndpoints } from './rest';

// No handler that is asked here touches a port.
const ports = { runtime: {}, follower: {}, log: silentLog } as unknown as RestPorts;
const endpoints = restEndpoints(ports);
const rest = createRest(ports);

/** Every endpoint tells which one it is, instead of doing what it does. */
const signs = createRest(
  ports,
  endpoints.map(
    (one): Endpoint => ({ ...one, handle: async () => new Response(`${one.method} ${one.path}`) }),
  ),
);

const EXECUTION_ID = '0123456789abcdefABCDEF';
const sampled = (path: string) =>
  path.replace(/[:{](\w+)\}?/g, (_, name: string) =>
    name === 'executionId' ? EXECUTION_ID : `some-${name}`,
  );
/** `{id}` and `:flowId` are the same place. */
const shape = (address: string) => address.replace(/[:{]\w+\}?/g, '*');

describe('every address of Kestra', () => {
  test.each(KESTRA_ADDRESSES)('%s is answered as itself, with and without the tenant', async (address) => {
    const [method = '', path = ''] = address.split(' ');
    for (const prefix of ['/api/v1', '/api/v1/main']) {
      const answer = await signs.request(prefix + sampled(path), { method });
      expect(shape(await answer.text())).toBe(shape(address));
    }
  });

  test('says what it would do and that it is not built, where it is not', async () => {
    const answer = await rest.request('/api/v1/main/executions/kill/by-query?namespace=a&nosuch=1', {
      method: 'DELETE',
    });
    expect([answer.status, await answer.json()]).toEqual([
      501,
      expect.objectContaining({ message: 'Not Implemented: killing executions is not built yet.' }),
    ]);
  });

  test('that is not built answers 501, each with a sentence of its own kind', async () => {
    const unbuilt = endpoints.filter(({ operation }) => operation === 'notBuiltYet');
    expect(unbuilt.length).toBeGreaterThan(100);
    for (const { method, path } of unbuilt) {
      const answer = await rest.request(`/api/v1${sampled(path)}`, { method });
      expect(answer.status, path).toBe(501);
      expect(((await answer.json()) as { message: string }).message).toMatch(
        /^Not Implemented: .+ is not built yet\.$/,
      );
    }
  });

  test('is there once', () => {
    const addresses = endpoints.map(({ method, path }) => shape(`${method} ${path}`));
    expect(addresses).toHaveLength(new Set(addresses).size);
  });
});

test.each([
  ['POST', '/executions/company.team/restart', 'POST /executions/:namespace/:flowId'],
  ['POST', '/executions/company.team/labels', 'POST /executions/:namespace/:flowId'],
  ['POST', `/executions/${EXECUTION_ID}/labels`, 'POST /executions/:executionId/labels'],
])('%s %s: a flow may be called like what is done to an execution', async (method, path, expected) => {
  expect(await (await signs.request(`/api/v1${path}`, { method })).text()).toBe(expected);
});

test.each([
  ['PUT', '/executions/search', 'DELETE, GET, HEAD'],
  ['POST', '/executions/abc', 'DELETE, GET, HEAD'],
  ['PATCH', '/flows', 'POST'],
])('%s %s is a wrong method of an address', async (method, path, allowed) => {
  const answer = await rest.request(`/api/v1/main${path}`, { method });
  expect([answer.status, answer.headers.get('allow'), await answer.json()]).toEqual([
    405,
    allowed,
    expect.objectContaining({
      message: `Method Not Allowed: Method [${method}] not allowed for URI [/api/v1/main${path}]. Allowed methods: [${allowed}]`,
    }),
  ]);
});

test.each(['/nopath', '/executions/a/b/c/d/e', '/mainexecutions/search', '/openapi-json'])(
  '%s is no address',
  async (path) => {
    const answer = await rest.request(`/api/v1${path}`);
    expect([answer.status, await answer.json()]).toEqual([
      404,
      expect.objectContaining({ message: 'Not Found' }),
    ]);
  },
);

describe('the OpenAPI page', () => {
  interface Operation {
    readonly operationId: string;
    readonly parameters: readonly {
      readonly name: string;
      readonly in: string;
      readonly required: boolean;
    }[];
    readonly responses: Readonly<Record<string, object>>;
  }
  const built = endpoints.filter(({ operation }) => operation !== 'notBuiltYet');
  const document = openApiOf(built) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  };
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.values(methods).map((operation) => ({ path, ...operation })),
  );

  test('is served, and is plain JSON', async () => {
    const answer = await rest.request('/api/v1/openapi.json');
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({ openapi: '3.1.0', servers: [{ url: '/api/v1' }, {}] });
  });

  test('tells every operation once, with all places of its address and its errors', () => {
    expect(operations).toHaveLength(built.length);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(built.length);
    for (const { path, parameters, responses } of operations) {
      const places = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(parameters.filter((one) => one.in === 'path').map(({ name }) => name)).toEqual(places);
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(['422', '500', '503']));
    }
  });

  test('tells which parameters must be given', () => {
    const list = document.paths['/executions']?.get;
    expect(list?.parameters.map(({ name, required }) => [name, required])).toEqual([
      ['namespace', true],
      ['flowId', true],
      ['page', false],
      ['size', false],
      ['sort', false],
    ]);
  });
});
