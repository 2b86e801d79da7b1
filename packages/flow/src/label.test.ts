import { describe, expect, test } from 'vitest';
import { checkLabels } from './label';

describe('checkLabels', () => {
  test('takes ordinary labels and the correlation id', () => {
    const labels = [
      { key: 'team', value: 'data' },
      { key: 'team', value: 'again' },
      { key: 'systematic', value: 'yes' },
      { key: 'system.correlationId', value: 'x' },
    ];
    expect(checkLabels(labels)).toBeNull();
    expect(checkLabels([])).toBeNull();
  });

  test.each(['system.id', 'system.readOnly', 'system.'])('refuses %s', (key) => {
    expect(
      checkLabels([
        { key: 'a', value: 'b' },
        { key, value: 'v' },
      ]),
    ).toEqual({
      key,
      message: `System labels can only be set by Kestra itself, offending label: ${key}=v`,
    });
  });

  test('refuses what cannot be stored, and does not repeat it', () => {
    expect(checkLabels([{ key: 'a\0', value: 'b' }])?.key).toBe('a\uFFFD');
    expect(checkLabels([{ key: 'a', value: '\uD800' }])?.key).toBe('a');
    expect(checkLabels([{ key: '', value: 'b' }])).toEqual({ key: '', message: 'A label needs a key' });
  });
});
