import type { ExecutionRow } from '@headrace/db';
import { expect, test } from 'vitest';
import { heldBytes } from './held-bytes';
import { RecentLooks } from './recent-looks';

const cursor = { xid: '7', id: '' };
const rows = (count: number, more: Partial<ExecutionRow> = {}) =>
  Array.from({ length: count }, (_, index) => ({ id: `${index}`, ...more }) as ExecutionRow);

test('looks are handed on by their number, and none after the last', () => {
  const looks = new RecentLooks();
  looks.push({ executions: rows(1), cursor });
  looks.push({ executions: rows(2), cursor });
  expect(looks.next).toBe(2);
  expect(looks.from(0)?.map(({ executions }) => executions.length)).toEqual([1, 2]);
  expect(looks.from(1)?.map(({ executions }) => executions.length)).toEqual([2]);
  expect(looks.from(2)).toEqual([]);
});

test('the oldest are forgotten when there are too many rows or bytes, and asking for them is told', () => {
  const many = new RecentLooks();
  for (let count = 0; count < 100; count += 1) many.push({ executions: rows(100), cursor });
  expect(many.held.rows).toBe(5_000);
  expect(many.from(49)).toBeUndefined();
  expect(many.from(50)?.length).toBe(50);

  const large = new RecentLooks();
  for (let count = 0; count < 10; count += 1)
    large.push({ executions: rows(10, { error: 'x'.repeat(50_000) }), cursor });
  expect(large.held.bytes).toBeLessThanOrEqual(4_000_000);
  expect(large.held.looks).toBe(3);
  expect(large.next).toBe(10);
});

test('a look that alone is too large is not kept', () => {
  const looks = new RecentLooks();
  looks.push({ executions: rows(1), cursor });
  looks.push({ executions: rows(1, { error: 'x'.repeat(3_000_000) }), cursor });
  expect(looks.held).toEqual({ looks: 0, rows: 0, bytes: 0 });
  expect(looks.from(1)).toBeUndefined();
  expect(looks.from(2)).toEqual([]);
});

test('what a value takes is estimated with everything inside of it', () => {
  const text = 'x'.repeat(1_000);
  expect(heldBytes([{ a: text }, { b: [text, null, 7] }])).toBeGreaterThan(4_000);
  expect(heldBytes(new Date())).toBeLessThan(100);
});
