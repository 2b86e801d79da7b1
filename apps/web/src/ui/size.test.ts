import { expect, it } from 'vitest';
import { sizeText } from './size';

it.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1_000, '1.0 kB'],
  [9_949, '9.9 kB'],
  [12_345, '12 kB'],
  [999_600, '1.0 MB'],
  [5_400_000_000, '5.4 GB'],
])('%s is %s', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});
