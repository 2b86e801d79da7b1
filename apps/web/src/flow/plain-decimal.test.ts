import { expect, it } from 'vitest';
import { plainDecimal } from './plain-decimal';

it.each([
  ['1e5', '100000'],
  ['1E+21', '1000000000000000000000'],
  ['-1.5e3', '-1500'],
  ['1.2345e2', '123.45'],
  ['12.5e-3', '0.0125'],
  ['5e-7', '0.0000005'],
  ['.5e1', '5'],
  ['1500', null],
  ['e5', null],
  ['1e5x', null],
])('%s is %s', (text, plain) => {
  expect(plainDecimal(text)).toBe(plain);
});
