import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from './decimal';
import { documentTexts, numberTexts } from './json.testing';
import { readJson, readOwnJson } from './read-json';
import { readNumber } from './value';
import { writeJson, writeJsonb } from './write-json';

function valueOf(text: string): unknown {
  const read = readJson(text);
  if (!read.ok) throw new Error(read.reason);
  return read.value;
}

const DIGITS = '[8202522731445525542,1.0,1.50,1000.0,1.0E400,0.1000000000000000055511151231257827,0.1,7]';

describe('writeJson', () => {
  it('writes every digit that was read', () => {
    expect(writeJson(valueOf(DIGITS))).toBe(DIGITS);
  });

  it('writes what is read as the same value again', () => {
    fc.assert(
      fc.property(documentTexts, fc.constantFrom(0, 2), (text, indent) => {
        const value = valueOf(text);
        expect(valueOf(writeJson(value, indent))).toStrictEqual(value);
      }),
    );
  });

  it('writes what JSON.stringify writes where no number needs care', () => {
    const withoutLarge = fc.jsonValue().filter((value) => !JSON.stringify(value).includes('e+'));
    const withUndefined = fc.oneof(withoutLarge, fc.constant(undefined));
    const members = fc.dictionary(fc.string(), withUndefined);
    fc.assert(
      fc.property(members, fc.array(withUndefined), fc.constantFrom(0, 2), (map, list, indent) => {
        const plain = { map, list, at: new Date(0), empty: [{}, []], no: () => 1, nan: NaN };
        const [before = ''] = JSON.stringify({ ...plain, id: 'HERE' }, undefined, indent).split('"HERE"');
        // The same members, but one of them makes the other writer write
        expect(writeJson({ ...plain, id: 1n }, indent)).toBe(
          JSON.stringify({ ...plain, id: 1 }, undefined, indent),
        );
        expect(writeJson({ ...plain, id: Decimal.of('1.0') }, indent).startsWith(`${before}1.0`)).toBe(true);
        expect(writeJson({ ...plain, id: 1 }, indent)).toBe(
          JSON.stringify({ ...plain, id: 1 }, undefined, indent),
        );
      }),
    );
  });

  it('keeps a whole number whole, however large', () => {
    expect(writeJson(1e21)).toBe('1000000000000000000000');
    expect(writeJson({ a: [-1e22, '1e+5'] })).toBe('{"a":[-10000000000000000000000,"1e+5"]}');
  });

  it('has null for nothing', () => {
    expect(writeJson(undefined)).toBe('null');
  });

  it('fails for what holds itself', () => {
    const list: unknown[] = [1n];
    list.push(list);
    expect(() => writeJson(list)).toThrow(TypeError);
  });

  it('is needed for a decimal: JSON.stringify refuses', () => {
    expect(() => JSON.stringify({ a: Decimal.of('1.0') })).toThrow('writeJson');
  });
});

describe('writeJsonb', () => {
  it('has no exponent that would make a whole number of a decimal', () => {
    expect(writeJsonb([Decimal.of('1e300'), Decimal.of('-1.5e-300'), 1n])).toBe(
      `[1${'0'.repeat(300)}.0,-0.${'0'.repeat(299)}15,1]`,
    );
  });

  it('is read as the value that was written', () => {
    fc.assert(
      fc.property(numberTexts, (text) => {
        const number = readNumber(text);
        expect(readOwnJson(writeJsonb([number]))).toStrictEqual([number]);
      }),
    );
  });
});
