import { expect, test } from 'vitest';
import { wordEnd } from './word-end';

/** `‹` and `›` stand where a word begins and ends. */
test.each([
  ['‹tasks›:\n  - id: a'],
  ['id: ‹hello world› # greeting\n'],
  ['id: ‹a, b›\n'],
  ['url: ‹http://host:80/x#y›\r\n'],
  ['id: ‹"a # \\" b"› # c\n'],
  ["id: ‹'it''s'›, more"],
  ['id: ‹"open\n'],
  ['tasks: [{ id: ‹a›, type: b }]'],
  ['tasks: [{ ‹id›: a }]'],
  ['tasks: ‹[{ id: a }]›  # all\n'],
  ['message: ‹|›\n  text'],
  ['"{": ‹a, b›\n'],
  ['- ‹id›: a\n'],
])('%s', (marked) => {
  const text = marked.replace(/[‹›]/g, '');
  const offset = marked.indexOf('‹');
  expect(wordEnd(text, offset)).toBe(marked.indexOf('›') < 0 ? text.indexOf('\n') : marked.indexOf('›') - 1);
});

test('where nothing stands a word is one character long', () => {
  expect(wordEnd('id:\n\n', 3)).toBe(4);
  expect(wordEnd('', 0)).toBe(1);
});

test('a word of any length ends somewhere near', () => {
  expect(wordEnd('x'.repeat(1_000_000), 0)).toBe(500);
});
