import { fuzz } from '@headrace/testkit/fuzz';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDuration, parseDuration } from './duration';

describe('parseDuration', () => {
  test.each([
    ['PT0S', 0],
    ['PT30S', 30_000],
    ['PT1H30M', 5_400_000],
    ['P1D', 86_400_000],
    ['P1DT2H3M4.567S', 93_784_567],
    ['pt5m', 300_000],
    ['PT0.5S', 500],
    ['PT0,25S', 250],
    ['PT1.S', 1000],
    ['PT0.0009S', 0],
    ['PT-1M30S', -30_000],
    ['-PT1M', -60_000],
    ['-PT-1M', 60_000],
    ['+P1D', 86_400_000],
    ['PT-0.5S', -500],
    ['-PT0S', 0],
  ])('%s is %d ms', (text, durationMs) => {
    expect(parseDuration(text)).toBe(durationMs);
  });

  test.each([
    '',
    'P',
    'PT',
    'P1DT',
    '5',
    '5m',
    'P1Y',
    'P1M',
    'P1W',
    'PT1',
    'PT.5S',
    'PT1S ',
    'PT1H1H',
    'P99999999999999D',
  ])('%j is none', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });
});

describe('formatDuration', () => {
  test.each([
    [0, 'PT0S'],
    [1, 'PT0.001S'],
    [500, 'PT0.5S'],
    [30_000, 'PT30S'],
    [90_000, 'PT1M30S'],
    [86_400_000, 'PT24H'],
    [93_784_567, 'PT26H3M4.567S'],
    [-1500, 'PT-1.5S'],
    [-90_000, 'PT-1M-30S'],
  ])('%d ms is %s', (durationMs, text) => {
    expect(formatDuration(durationMs)).toBe(text);
  });

  test('what it writes is read back', () =>
    fuzz(
      import.meta.dirname,
      'durations',
      fc.property(fc.integer({ min: -1e13, max: 1e13 }), (durationMs) => {
        expect(parseDuration(formatDuration(durationMs))).toBe(durationMs);
      }),
      { runs: 200 },
    ));
});
