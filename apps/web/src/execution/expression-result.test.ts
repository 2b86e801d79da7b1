import { expect, it } from 'vitest';
import { errorSnippet, furtherCandidates, readableResult, shortValue } from './expression-result';

it.each([
  ['{"a":[1]}', '{\n  "a": [\n    1\n  ]\n}'],
  ['[not json', '[not json'],
  ['plain', 'plain'],
  ['1', '1'],
])('%s is read as %j', (result, text) => {
  expect(readableResult(result)).toBe(text);
});

it('marks the place of an error', () => {
  expect(errorSnippet('ok\n\t{{ nam }}', { line: 2, column: 5 })).toBe('\t{{ nam }}\n\t   ^');
  expect(errorSnippet('', { line: 1, column: 1 })).toBe('\n^');
  expect(errorSnippet('x', { line: 9, column: 1 })).toBe('\n^');
  const long = errorSnippet(`${'x'.repeat(200)}!`, { line: 1, column: 201 });
  expect(long).toBe(`…${'x'.repeat(24)}!\n${' '.repeat(25)}^`);
});

it('shortens long values only', () => {
  expect(shortValue({ a: 1 })).toEqual({ text: '{"a":1}', isWhole: true });
  expect(shortValue(null)).toEqual({ text: 'null', isWhole: true });
  expect(shortValue('x'.repeat(500))).toMatchObject({ isWhole: false });
});

it('names only candidates that the message does not', () => {
  const error = { message: 'Unable to find `nam`. Did you mean `name`?', candidates: ['name', 'game'] };
  expect(furtherCandidates(error)).toEqual(['game']);
});
