import { buildSchema, type ExecutionResult, GraphQLError, parse } from 'graphql';
import { expect, test } from 'vitest';
import type { SchemaContext } from '../context';
import { executeGuarded, guarded, subscribeGuarded } from './guard';
import { LIMITS } from './limits';
import { sizeOf, Spending } from './spending';
import { unstorableVariables } from './variables';

const schema = guarded(
  buildSchema(`
    scalar JSON
    type Item { name: String! maybe: String large: JSON }
    type Query { items: [Item!]! later: Item }
    type Subscription { items: [Item!]! }
  `),
);

function asked(signal = new AbortController().signal): { context: SchemaContext; spending: Spending } {
  const spending = new Spending(signal);
  return { spending, context: { spending, signal } as SchemaContext };
}

const codes = ({ errors }: ExecutionResult) => errors?.map(({ extensions }) => extensions.code);
const run = (query: string, rootValue: unknown, contextValue: SchemaContext) =>
  executeGuarded({ schema, document: parse(query), rootValue, contextValue });

test('an answer of too many values is not given, and the rest of it is not resolved', async () => {
  const { context, spending } = asked();
  let resolved = 0;
  const item = { name: 'x', maybe: () => (resolved += 1) };
  const items = Array.from({ length: LIMITS.values }, () => item);
  const result = await run('{ items { maybe name } }', { items }, context);
  expect(result.data).toBeNull();
  expect(codes(result)).toEqual(['QUERY_TOO_LARGE']);
  expect(resolved).toBeLessThanOrEqual(LIMITS.values / 2);
  expect(spending.spent.values).toBe(LIMITS.values + 1);
});

test('an answer of too many bytes is not given', async () => {
  const { context, spending } = asked();
  const large = { text: 'x'.repeat(LIMITS.answerBytes / 4) };
  const items = Array.from({ length: 100 }, () => ({ large }));
  const result = await run('{ items { large } }', { items }, context);
  expect(codes(result)).toEqual(['QUERY_TOO_LARGE']);
  expect(result.data).toBeNull();
  expect(spending.spent.bytes).toBeLessThan(LIMITS.answerBytes * 1.5);
  const few = await run('{ items { large } }', { items: items.slice(0, 3) }, asked().context);
  expect(few.errors).toBeUndefined();
});

test('nothing is resolved any more when nobody waits', async () => {
  const gone = new AbortController();
  const { context, spending } = asked(gone.signal);
  let resolved = 0;
  const later = async () => {
    gone.abort();
    return { maybe: () => (resolved += 1), name: () => (resolved += 1) };
  };
  const result = await run('{ later { maybe name } }', { later }, context);
  expect([codes(result), resolved]).toEqual([['UNAVAILABLE'], 0]);
  expect(spending.slowest?.field).toBe('Query.later');
});

test('each message of a subscription counts for itself', async () => {
  const { context } = asked();
  const small = { items: [{ large: 'x' }] };
  const huge = { items: [{ large: 'x'.repeat(LIMITS.answerBytes) }] };
  async function* items() {
    yield small;
    yield huge;
    yield small;
  }
  const results = await subscribeGuarded({
    schema,
    document: parse('subscription { items { large } }'),
    rootValue: { items },
    contextValue: context,
  });
  const seen: unknown[] = [];
  if (Symbol.asyncIterator in results) for await (const result of results) seen.push(codes(result));
  expect(seen).toEqual([undefined, ['QUERY_TOO_LARGE'], undefined]);
});

test.each<[unknown, number]>([
  ['four', 6],
  [[1, [2]], 17],
  [{ a: 'b' }, 10],
  [null, 5],
])('%j takes about %i bytes', (value, bytes) => {
  expect(sizeOf(value, Infinity)).toBe(bytes);
});

test('a size is looked for no further than its limit', () => {
  let looked = 0;
  const items = Array.from({ length: 1_000 }, () => ({
    get text() {
      looked += 1;
      return 'x'.repeat(100);
    },
  }));
  expect(sizeOf(items, 2_000)).toBeGreaterThan(2_000);
  expect(looked).toBeLessThan(20);
});

test.each([
  [{ a: 'ok', b: ['🎉', 1, null, { c: true }] }, false],
  [undefined, false],
  [{ a: { b: ['a\u0000'] } }, true],
  [{ a: 'x\ud800' }, true],
  [{ 'k\u0000': 1 }, true],
])('%j can be kept or is refused', (variables, isRefused) => {
  const refusal = unstorableVariables(variables);
  expect(refusal instanceof GraphQLError).toBe(isRefused);
  if (isRefused) expect(refusal?.extensions.code).toBe('BAD_ARGUMENT');
});
