import { expect, test } from 'vitest';
import { LONGEST_MESSAGE, shortened } from './log';

test('a text of 10,000 characters stays as it is', () => {
  for (const message of ['', 'It failed.', 'x'.repeat(LONGEST_MESSAGE)])
    expect(shortened(message)).toBe(message);
});

test.each([[LONGEST_MESSAGE + 1], [LONGEST_MESSAGE * 10], [5_000_000]])(
  'a text of %i says what was cut off',
  (length) => {
    const text = shortened('x'.repeat(length));
    const [, kept = '', missing] = /^(x+)… \((\d+) more characters were cut off\)$/.exec(text) ?? [];
    expect(text.length).toBeLessThanOrEqual(LONGEST_MESSAGE);
    expect(text.length).toBeGreaterThan(LONGEST_MESSAGE - 5);
    expect(kept.length + Number(missing)).toBe(length);
    expect(shortened(text)).toBe(text);
  },
);

test('is not cut inside of a character', () => {
  for (const start of ['', 'a']) {
    const text = shortened(start + '🎉'.repeat(LONGEST_MESSAGE));
    expect(text.isWellFormed()).toBe(true);
    expect(text.length).toBeLessThanOrEqual(LONGEST_MESSAGE);
  }
});
