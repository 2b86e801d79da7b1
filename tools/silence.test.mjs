// @ts-check
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { watchSilence } from './silence.mjs';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('whoever goes on telling is never stopped', () => {
  const watch = watchSilence(1_000);
  for (let round = 0; round < 100; round += 1) {
    vi.advanceTimersByTime(999);
    watch.heard();
  }
  expect(watch.signal.aborted).toBe(false);
  watch.end();
});

test('silence ends it, also after it had told something', () => {
  const watch = watchSilence(1_000);
  vi.advanceTimersByTime(500);
  watch.heard();
  vi.advanceTimersByTime(1_000);
  expect(watch.signal.aborted).toBe(true);
});

test('what is over is not stopped any more', () => {
  const watch = watchSilence(1_000);
  watch.end();
  vi.advanceTimersByTime(5_000);
  expect(watch.signal.aborted).toBe(false);
});
