import { expect, test } from 'vitest';
import { matchesWhole, patternProblem } from './pattern';

test.each([
  ['[a-z]+', 'abc', true],
  ['[a-z]+', 'abc1', false],
  ['b', 'abc', false],
  ['a|ab', 'ab', true],
  ['(?i)abc', 'ABC', true],
  ['^\\d{2}$', '12', true],
  ['\\p{L}+', 'größe', true],
  ['a.b', 'a\nb', false],
  ['', '', true],
])('%s matches the whole of %j: %s', (pattern, text, answer) => {
  expect(patternProblem(pattern)).toBeUndefined();
  expect(matchesWhole(pattern, text)).toBe(answer);
});

test.each(['[', '(', '(?=a)', '(a)\\1', 'a{1001}', '((a{100}){100}){100}', '.{1000}'.repeat(200)])(
  '%s cannot be used, and matches nothing',
  (pattern) => {
    expect(patternProblem(pattern)).toEqual(expect.any(String));
    expect(matchesWhole(pattern, 'a')).toBe(false);
  },
);

test('a pattern that backtracking engines never finish ends', () => {
  expect(matchesWhole('(a+)+$', `${'a'.repeat(50_000)}!`)).toBe(false);
});

test('a pattern and a text that are too much together are not tried', () => {
  expect(matchesWhole('.{1,1000}.*', 'a'.repeat(10_000_000))).toBe(false);
});
