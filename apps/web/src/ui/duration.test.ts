import { describe, expect, it } from 'vitest';
import { agoText, durationText, elapsedMs, runningDurationText } from './duration';

describe('durationText', () => {
  it.each([
    [0, '0 ms'],
    [340, '340 ms'],
    [4_240, '4.2 s'],
    [59_960, '1m 00s'],
    [125_000, '2m 05s'],
    [3_600_000, '1h 00m'],
    [11_520_000, '3h 12m'],
    [187_200_000, '2d 04h'],
  ])('%i ms -> %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });

  it('never runs backwards within a tenth of a second', () => {
    expect(runningDurationText(1_290)).toBe('1.2 s');
    expect(runningDurationText(61_000)).toBe('1m 01s');
  });
});

describe('elapsedMs', () => {
  it('counts to now while open, to the end once ended, and never below zero', () => {
    const start = '2026-01-01T00:00:00.000Z';
    const now = Date.parse('2026-01-01T00:00:05.000Z');
    expect(elapsedMs(start, null, now)).toBe(5_000);
    expect(elapsedMs(start, '2026-01-01T00:00:02.000Z', now)).toBe(2_000);
    expect(elapsedMs(start, null, now - 60_000)).toBe(0);
  });
});

describe('agoText', () => {
  const now = Date.parse('2026-01-03T00:00:00.000Z');
  it.each([
    ['2026-01-02T23:59:58.000Z', 'just now'],
    ['2026-01-02T23:59:20.000Z', '40 s ago'],
    ['2026-01-02T23:55:00.000Z', '5 min ago'],
    ['2026-01-02T21:00:00.000Z', '3 h ago'],
    ['2026-01-01T00:00:00.000Z', '2 d ago'],
  ])('%s -> %s', (at, text) => {
    expect(agoText(at, now)).toBe(text);
  });
});
