import { expect, test } from 'vitest';
import { unstorablePath } from './storable';

test.each([
  [undefined, null],
  ['plain', null],
  [{ a: ['ü', '😀', { b: 1 }] }, null],
  ['\u0000', ''],
  [{ a: ['ok', 'a\u0000b'] }, 'a.1'],
  [{ a: { 'k\u0000': 1 } }, 'a."k\\u0000"'],
  ['\ud83d', ''],
])('of %j the path that cannot be stored is %j', (value, path) => {
  expect(unstorablePath(value)).toBe(path);
});
