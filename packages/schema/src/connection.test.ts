import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Connection, type PageArguments, pageOf, pageOfList } from './connection';
import { attemptCursor } from './cursor';

/** A list of numbers with gaps, as a table answers parts of it. */
function listOf(numbers: readonly number[]) {
  const looks: number[] = [];
  const page = (asked: PageArguments): Promise<Connection<number>> =>
    pageOf(
      asked,
      attemptCursor,
      async ({ after = -1, before = Number.POSITIVE_INFINITY, backwards, limit }) => {
        looks.push(limit);
        const part = numbers.filter((number) => number > after && number < before);
        return (backwards ? part.reverse() : part).slice(0, limit);
      },
      (number) => number,
    );
  return { page, looks };
}

const nodesOf = (connection: Connection<number>) => connection.edges.map(({ node }) => node);

const sortedNumbers = fc.uniqueArray(fc.nat(1_000)).map((numbers) => numbers.sort((a, b) => a - b));

test('every page is the part that was asked for, and knows what lies beside it', async () => {
  await fc.assert(
    fc.asyncProperty(
      sortedNumbers,
      fc.nat(5),
      fc.boolean(),
      fc.option(fc.nat(1_000), { nil: undefined }),
      async (numbers, size, backwards, at) => {
        const { page } = listOf(numbers);
        const cursor = at === undefined ? undefined : attemptCursor.encode(at);
        const answer = await page(
          backwards ? { last: size, before: cursor } : { first: size, after: cursor },
        );
        const part = numbers.filter((number) =>
          backwards ? at === undefined || number < at : at === undefined || number > at,
        );
        const wanted = backwards
          ? part.slice(part.length - Math.min(size, part.length))
          : part.slice(0, size);
        expect(nodesOf(answer)).toEqual(wanted);
        const [first] = wanted;
        const last = wanted.at(-1);
        if (first === undefined || last === undefined) return;
        expect(await answer.hasPreviousPage()).toBe(numbers.some((number) => number < first));
        expect(await answer.hasNextPage()).toBe(numbers.some((number) => number > last));
      },
    ),
  );
});

test('going through a list in pages meets everything once, from either end', async () => {
  await fc.assert(
    fc.asyncProperty(sortedNumbers, fc.integer({ min: 1, max: 7 }), async (numbers, size) => {
      const { page } = listOf(numbers);
      const forwards: number[] = [];
      for (let after: string | undefined; ; ) {
        const answer = await page({ first: size, after });
        forwards.push(...nodesOf(answer));
        after = answer.edges.at(-1)?.cursor;
        if (!(await answer.hasNextPage())) break;
      }
      const backwards: number[] = [];
      for (let before: string | undefined; ; ) {
        const answer = await page({ last: size, before });
        backwards.unshift(...nodesOf(answer));
        before = answer.edges[0]?.cursor;
        if (!(await answer.hasPreviousPage())) break;
      }
      expect(forwards).toEqual(numbers);
      expect(backwards).toEqual(numbers);
    }),
  );
});

test('what lies on the other side is looked at only when somebody asks', async () => {
  const { page, looks } = listOf([1, 2, 3, 4, 5]);
  const answer = await page({ first: 2, after: attemptCursor.encode(2) });
  expect(await answer.hasNextPage()).toBe(true);
  expect(looks).toEqual([3]);
  expect(await answer.hasPreviousPage()).toBe(true);
  expect(looks).toEqual([3, 1]);
});

test('a part between two places is read', async () => {
  const { page } = listOf([1, 2, 3, 4, 5, 6]);
  const between = { after: attemptCursor.encode(1), before: attemptCursor.encode(6) };
  expect(nodesOf(await page({ ...between, first: 3 }))).toEqual([2, 3, 4]);
  expect(nodesOf(await page({ ...between, last: 3 }))).toEqual([3, 4, 5]);
  expect(nodesOf(await page(between))).toEqual([2, 3, 4, 5]);
});

test.each<[PageArguments, string]>([
  [{ first: 1, last: 1 }, 'BAD_ARGUMENT'],
  [{ first: -1 }, 'BAD_ARGUMENT'],
  [{ last: -1 }, 'BAD_ARGUMENT'],
  [{ last: 1, before: 'x' }, 'BAD_CURSOR'],
])('%j is refused', async (asked, code) => {
  await expect(listOf([1]).page(asked)).rejects.toMatchObject({ extensions: { code } });
});

test('no page is longer than a hundred, from whichever end', async () => {
  const many = Array.from({ length: 300 }, (_, index) => index);
  for (const asked of [{ first: 1_000 }, { last: 1_000 }])
    expect((await listOf(many).page(asked)).edges).toHaveLength(100);
  expect((await listOf(many).page({ before: attemptCursor.encode(200) })).edges).toHaveLength(25);
});

test('a list in memory is read like any other', async () => {
  const items = ['a', 'b', 'c', 'd'];
  const last = await pageOfList({ last: 2 }, attemptCursor, items);
  expect(last.edges.map(({ node }) => node)).toEqual(['c', 'd']);
  const before = await pageOfList({ last: 9, before: last.edges[0]?.cursor }, attemptCursor, items);
  expect(before.edges.map(({ node }) => node)).toEqual(['a', 'b']);
  expect(await before.hasNextPage()).toBe(true);
  expect(await before.hasPreviousPage()).toBe(false);
});
