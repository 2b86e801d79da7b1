import { describe, expect, it } from 'vitest';
import { hasSeconds, instantOf, localOf, type OffsetAt, zoneText } from './form-moment';

const berlin: OffsetAt = (local) => (local.getUTCMonth() >= 3 && local.getUTCMonth() < 10 ? 120 : 60);
const newfoundland: OffsetAt = () => -210;

describe('a local time and its instant', () => {
  it.each([
    ['2024-01-31T09:30', berlin, '2024-01-31T09:30:00+01:00'],
    ['2024-07-31T09:30:15', berlin, '2024-07-31T09:30:15+02:00'],
    ['2024-01-31T09:30', newfoundland, '2024-01-31T09:30:00-03:30'],
  ])('%s', (local, offsetAt, instant) => {
    expect(instantOf(local, offsetAt)).toBe(instant);
    expect(localOf(instant, offsetAt)).toBe(local);
  });

  it.each([
    ['2024-01-31T08:30:00Z', '2024-01-31T09:30'],
    ['2024-01-31T23:30:00.250Z[UTC]', '2024-02-01T00:30:00.250'],
    ['{{ now() }}', ''],
    ['', ''],
  ])('%j starts a field with %j', (instant, local) => {
    expect(localOf(instant, berlin)).toBe(local);
  });
});

it('names the zone, also while no time is chosen', () => {
  expect(zoneText('2024-07-31T09:30', berlin)).toBe('UTC+02:00');
  expect(zoneText('', newfoundland)).toBe('UTC-03:30');
});

it.each([
  ['09:30', false],
  ['09:30:00', false],
  ['09:30:15', true],
  ['09:30:00.5', true],
  ['2024-01-31T09:30:00+01:00', false],
  ['2024-01-31T09:30:00Z', false],
  ['2024-01-31T09:30:01Z', true],
  [null, false],
])('%s has seconds: %s', (written, expected) => {
  expect(hasSeconds(written)).toBe(expected);
});
