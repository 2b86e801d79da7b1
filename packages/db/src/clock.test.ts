import { expect, test } from 'vitest';
import { offsetOf } from './clock';

test.each([
  ['no answer', [], 0],
  ['the same clock, answered slowly', [{ sentMs: 1000, receivedMs: 1400, databaseMs: 1390 }], 0],
  ['a clock an hour ahead', [{ sentMs: 1000, receivedMs: 1010, databaseMs: 3_601_005 }], 3_600_000],
  ['a clock behind', [{ sentMs: 5000, receivedMs: 5010, databaseMs: 2005 }], -3000],
  [
    'the quickest of several answers',
    [
      { sentMs: 1000, receivedMs: 1800, databaseMs: 11_700 },
      { sentMs: 2000, receivedMs: 2004, databaseMs: 12_002 },
    ],
    10_000,
  ],
])('%s', (_, samples, offsetMs) => {
  expect(offsetOf(samples)).toBe(offsetMs);
});
