import { expect, it } from 'vitest';
import { isoDurationWords } from './iso-duration';

it.each([
  ['PT30M', '30 min'],
  ['pt1h30m', '1 h 30 min'],
  ['P1DT2S', '1 d 2 s'],
  ['PT0.5S', '0.5 s'],
  [' -PT5M ', 'minus 5 min'],
  ['PT0S', '0 s'],
  ['P1D', '1 d'],
  ['P', null],
  ['PT', null],
  ['P1DT', null],
  ['P1M', null],
  ['30 minutes', null],
  ['', null],
])('%s is %s', (text, words) => {
  expect(isoDurationWords(text)).toBe(words);
});
