import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from './decimal';
import { numberTexts } from './json.testing';
import { normalText, numberParts, plainText } from './number-text';
import { readNumber } from './value';

/** An exact fraction of the number: numerator and power of ten, without a common factor of ten. */
function exactValue(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  let numerator = BigInt(whole + fraction);
  let power = Number(exponent) - fraction.length;
  if (numerator === 0n) return '0';
  while (numerator % 10n === 0n) {
    numerator /= 10n;
    power += 1;
  }
  return `${sign}${numerator}e${power}`;
}

function normal(text: string): string {
  const parts = numberParts(text);
  if (!parts) throw new Error('not a number');
  return normalText(parts);
}

describe('the normal text of a decimal', () => {
  it.each([
    ['1.0', '1.0'],
    ['1.50', '1.50'],
    ['1e3', '1000.0'],
    ['1E3', '1000.0'],
    ['1.5e0', '1.5'],
    ['1.10e1', '11.0'],
    ['-2.5e-3', '-0.0025'],
    ['5e-1', '0.5'],
    ['1e-7', '0.0000001'],
    ['-0.0', '-0.0'],
    ['0e5', '0.0'],
    ['0E-400', '0.0'],
    ['1e300', '1.0E300'],
    ['1.50e300', '1.5E300'],
    ['1.50e-300', '1.50E-300'],
    ['1e400', '1.0E400'],
    ['2e-300', '2E-300'],
    ['0.1000000000000000055511151231257827', '0.1000000000000000055511151231257827'],
    [`${'1234567890'.repeat(6)}.50`, `${'1234567890'.repeat(6)}.50`],
  ])('of %s is %s', (written, expected) => {
    expect(normal(written)).toBe(expected);
  });

  it('is a number of the same value, and its own normal text', () => {
    fc.assert(
      fc.property(numberTexts, (text) => {
        expect(exactValue(normal(text))).toBe(exactValue(text));
        expect(normal(normal(text))).toBe(normal(text));
      }),
    );
  });

  it('is the same when the exponents were written out, as a database does', () => {
    fc.assert(
      fc.property(numberTexts, (text) => {
        const parts = numberParts(normal(text));
        if (!parts) throw new Error('not a number');
        const plain = plainText(parts);
        expect(plain).toMatch(/^-?\d+\.\d+$/);
        expect(normal(plain)).toBe(normal(text));
      }),
    );
  });
});

describe('a number that is read', () => {
  it.each<[string, unknown]>([
    ['0', 0],
    ['-0', 0],
    ['9007199254740991', 9007199254740991],
    ['9007199254740993', 9007199254740993n],
    ['8202522731445525542', 8202522731445525542n],
    ['10000000000000000000000', 10000000000000000000000n],
    ['0.1', 0.1],
    ['1.5e0', 1.5],
    ['1.0', Decimal.of('1.0')],
    ['1.50', Decimal.of('1.50')],
    ['1e3', Decimal.of('1000.0')],
    ['1e400', Decimal.of('1.0E400')],
    ['0.0000001', Decimal.of('0.0000001')],
    ['01', undefined],
    ['+1', undefined],
    ['1.', undefined],
    ['.5', undefined],
    ['0x1F', undefined],
    ['', undefined],
  ])('%s', (text, expected) => {
    expect(readNumber(text)).toStrictEqual(expected);
    expect(Object.is(readNumber(text), -0)).toBe(false);
  });
});

describe('a decimal', () => {
  it('of a JavaScript number is never whole', () => {
    expect(Decimal.from(7).text).toBe('7.0');
    expect(Decimal.from(-0).text).toBe('-0.0');
    expect(Decimal.from(1e21).text).toBe('1000000000000000000000.0');
    expect(Decimal.from(1e300).text).toBe('1.0E300');
    expect(Decimal.from(1.25).text).toBe('1.25');
    expect(Decimal.from(1e-7).text).toBe('0.0000001');
    expect(() => Decimal.from(Number.NaN)).toThrow(RangeError);
  });

  it('has the nearest number as its value', () => {
    expect(Decimal.of('1e3').value).toBe(1000);
    expect(Decimal.of('1e400').value).toBe(Infinity);
    expect(`${Decimal.of('1.50')}`).toBe('1.50');
  });

  it.each(['7', '-12345678901234567890', 'NaN', '1.0 ', '1,5', ''])('is not made of %j', (text) => {
    expect(() => Decimal.of(text)).toThrow(RangeError);
  });
});
