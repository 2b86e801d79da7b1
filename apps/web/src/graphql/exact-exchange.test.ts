import { readJson } from '@headrace/json';
import { Client, gql } from '@urql/core';
import { afterEach, expect, test, vi } from 'vitest';
import { answerOf, exactExchange } from './exact-exchange';

afterEach(() => vi.unstubAllGlobals());

const client = () =>
  new Client({
    url: '/graphql',
    preferGetMethod: false,
    exchanges: [exactExchange],
    requestPolicy: 'network-only',
  });

const NUMBERS = '[8202522731445525542,1.0,1.50,1.0E400,0.1]';

test('numbers of an answer keep their digits', async () => {
  let sent = '';
  vi.stubGlobal('fetch', async (_: string, { body }: { body: string }) => {
    sent = body;
    return new Response(`{"data":{"echo":${NUMBERS}}}`);
  });
  const read = readJson(NUMBERS);
  const numbers = read.ok && read.value;
  const { data, error } = await client()
    .query(gql`query Q($n: JSON) { echo(n: $n) }`, { n: [1.5] })
    .toPromise();
  expect(error).toBeUndefined();
  expect(data).toStrictEqual({ echo: numbers });
  expect(JSON.parse(sent)).toMatchObject({ operationName: 'Q', variables: { n: [1.5] } });
});

test('an error of the server is one, and so is an answer that is none', async () => {
  vi.stubGlobal('fetch', async () => new Response('{"errors":[{"message":"no"}]}', { status: 400 }));
  const refused = await client().mutation(gql`mutation { a }`, {}).toPromise();
  expect(refused.error?.graphQLErrors.map(({ message }) => message)).toEqual(['no']);
  vi.stubGlobal('fetch', async () => new Response('<html>', { status: 502, statusText: 'Bad Gateway' }));
  const broken = await client().query(gql`{ a }`, {}).toPromise();
  expect(broken.error?.networkError?.message).toBe('Bad Gateway');
  expect(() => answerOf('5', { status: 500, statusText: '' })).toThrow('HTTP 500');
});

test('a question that nobody waits for any more is taken back', () => {
  let signal: AbortSignal | undefined;
  vi.stubGlobal('fetch', (_: string, options: { signal: AbortSignal }) => {
    signal = options.signal;
    return new Promise(() => {});
  });
  const { unsubscribe } = client()
    .query(gql`{ a }`, {})
    .subscribe(() => {});
  return Promise.resolve().then(() => {
    unsubscribe();
    expect(signal?.aborted).toBe(true);
  });
});
