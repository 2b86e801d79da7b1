import { describe, expect, it } from 'vitest';
import { retryWaitMs } from './live';
import { offsetFrom } from './server-clock';

describe('retryWaitMs', () => {
  it('grows, is spread by half, and never passes five seconds', () => {
    expect(retryWaitMs(0, () => 0)).toBe(125);
    expect(retryWaitMs(0, () => 1)).toBe(250);
    expect(retryWaitMs(3, () => 1)).toBe(2_000);
    expect(retryWaitMs(50, () => 1)).toBe(5_000);
  });
});

describe('offsetFrom', () => {
  it('takes the server’s time for the middle of the round trip', () => {
    expect(offsetFrom(1_000, 1_200, new Date(5_100).toISOString())).toBe(4_000);
  });
});
