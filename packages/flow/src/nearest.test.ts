import { expect, test } from 'vitest';
import { didYouMean, nearest } from './nearest';

const known = [
  'interval',
  'maxAttempt',
  'id',
  'io.kestra.plugin.core.log.Log',
  'io.kestra.plugin.core.debug.Return',
];

test.each([
  ['intervall', 'interval'],
  ['Interval', 'interval'],
  ['maxAtempt', 'maxAttempt'],
  ['ID', 'id'],
  ['io.kestra.plugin.core.log.Logg', 'io.kestra.plugin.core.log.Log'],
  ['io.kestra.plugin.core.log.log', 'io.kestra.plugin.core.log.Log'],
  ['Return', 'io.kestra.plugin.core.debug.Return'],
  ['com.other.Return', 'io.kestra.plugin.core.debug.Return'],
  ['entirely.else.Thing', undefined],
  ['', undefined],
  ['x'.repeat(1000), undefined],
])('%s is near %s', (written, name) => {
  expect(nearest(written, known)).toBe(name);
});

test('didYouMean asks, or says nothing', () => {
  expect(didYouMean('intervall', known)).toBe('. Did you mean `interval`?');
  expect(didYouMean('other', known)).toBe('');
});
