import { expect, test } from 'vitest';
import { isDate, isTime, parseInstant } from './moment';

test.each([
  ['2024-01-31T09:30:00Z', '2024-01-31T09:30:00.000Z'],
  ['2024-01-31T09:30Z', '2024-01-31T09:30:00.000Z'],
  ['2024-01-31T09:30:00.123456789Z', '2024-01-31T09:30:00.123Z'],
  ['2024-01-31T09:30:00+02:00', '2024-01-31T07:30:00.000Z'],
  ['2024-01-31T09:30:00-0530', '2024-01-31T15:00:00.000Z'],
  ['2024-01-31T09:30:00+01:00[Europe/Paris]', '2024-01-31T08:30:00.000Z'],
])('%s is %s', (written, instant) => {
  expect(new Date(parseInstant(written) ?? Number.NaN).toISOString()).toBe(instant);
});

test.each(['2024-01-31', '2024-01-31T09:30:00', '2024-02-30T09:30:00Z', '2024-01-31T25:00:00Z', 'now', ''])(
  '%j is no instant',
  (written) => {
    expect(parseInstant(written)).toBeUndefined();
  },
);

test('dates and times', () => {
  expect(['2024-02-29', '2023-12-31'].every(isDate)).toBe(true);
  expect(['2023-02-29', '2024-13-01', '24-01-01', ''].some(isDate)).toBe(false);
  expect(['00:00', '23:59:59', '12:00:00.5'].every(isTime)).toBe(true);
  expect(['24:00', '1:00', '12:60', ''].some(isTime)).toBe(false);
});
