import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from './decimal';
import { documentTexts, numberTexts } from './json.testing';
import { readJson, readOwnJson } from './read-json';
import { readNumber } from './value';

function valueOf(text: string): unknown {
  const read = readJson(text);
  if (!read.ok) throw new Error(read.reason);
  return read.value;
}

/** The value with JavaScript numbers only, as `JSON.parse` gives it. */
function rounded(value: unknown): unknown {
  if (value instanceof Decimal) return value.value + 0;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number') return value + 0;
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, rounded(item)]));
  }
  return value;
}

describe('readJson', () => {
  it('reads every number of a document as it reads it alone', () => {
    fc.assert(
      fc.property(fc.array(numberTexts), (texts) => {
        expect(valueOf(`{"a": [${texts.join(',')}]}`)).toStrictEqual({ a: texts.map(readNumber) });
      }),
    );
  });

  it('reads a small number as a database gives it back', () => {
    expect(valueOf('[4e-7]')).toStrictEqual(valueOf('[0.0000004]'));
  });

  it('takes no text of a document for a number', () => {
    const text = '["\\u0001", "\\u00010", "\\u0001\\u00010", 1.0, {"\\u00010": "\\\\u00010"}]';
    expect(rounded(valueOf(text))).toStrictEqual(JSON.parse(text));
  });

  it('says of every document what JSON.parse says, but for the digits of numbers', () => {
    fc.assert(
      fc.property(documentTexts, (text) => {
        expect(rounded(valueOf(text))).toStrictEqual(rounded(JSON.parse(text)));
      }),
    );
  });

  it('agrees with JSON.parse about what is JSON', () => {
    const broken = fc
      .tuple(documentTexts, fc.nat(), fc.constantFrom(...'"\\[]{}:,e.-0 x\n'))
      .map(([text, at, character]) => {
        const place = at % (text.length + 1);
        return text.slice(0, place) + character + text.slice(place + 1);
      });
    fc.assert(
      fc.property(broken, (text) => {
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        const read = readJson(text, { exponent: Infinity });
        expect(read.ok).toBe(isJson);
      }),
      { numRuns: 1000 },
    );
  });

  it.each(['{"a": 1, "a": 2}', '{"a": 1.0, "a": 2}', '{"a": [1.0], "a": 2, "b": 1e1}'])(
    'takes the last value of a key that stands twice: %s',
    (text) => {
      expect(valueOf(text)).toMatchObject({ a: 2 });
    },
  );

  it.each(['{"__proto__": {"polluted": 1}}', '{"__proto__": {"polluted": 1.0}}'])(
    'takes __proto__ for a key: %s',
    (text) => {
      const value = valueOf(text) as object;
      expect(Object.keys(value)).toEqual(['__proto__']);
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
      expect('polluted' in value).toBe(false);
    },
  );

  it('tells where a text stops being JSON without quoting it', () => {
    expect(readJson('{"password": hunter2}')).toEqual({
      ok: false,
      reason: 'is not valid JSON',
      position: 13,
    });
    expect(readJson('[1.0, hunter2]')).toEqual({ ok: false, reason: 'is not valid JSON', position: 6 });
    expect(readJson('')).toMatchObject({ ok: false, reason: 'is not valid JSON' });
  });

  it('refuses what is too deep, whatever comes then', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect(readJson(nested(500)).ok).toBe(true);
    expect(readJson(nested(501))).toEqual({
      ok: false,
      reason: 'is nested deeper than 500 levels',
      position: 500,
    });
    expect(readJson('{"a":'.repeat(1_000_000)).ok).toBe(false);
    expect(readJson(`[1.0${',['.repeat(1_000_000)}`).ok).toBe(false);
    expect(readJson('["[[[[["]', { depth: 1 }).ok).toBe(true);
    expect(readJson('[[],[],[]]', { depth: 2 }).ok).toBe(true);
  });

  it('refuses numbers that nobody means', () => {
    expect(readJson('9'.repeat(1000)).ok).toBe(true);
    expect(readJson(`[${'9'.repeat(1001)}]`)).toEqual({
      ok: false,
      reason: 'holds a number with more than 1000 digits',
      position: 1,
    });
    expect(readJson(`{"a": 0.${'3'.repeat(1000)}}`).ok).toBe(false);
    expect(readJson('1e1000').ok).toBe(true);
    expect(readJson('-1E-1001')).toMatchObject({
      ok: false,
      reason: 'holds a number with an exponent beyond 1000',
    });
    expect(readJson(`"${'9'.repeat(2000)}e99999"`).ok).toBe(true);
  });
});

describe('readOwnJson', () => {
  it('reads what a database made of a number within the limits', () => {
    expect(readOwnJson(`1${'0'.repeat(1000)}.0`)).toEqual(Decimal.of('1e1000'));
  });

  it('fails for what is not JSON', () => {
    expect(() => readOwnJson('{')).toThrow('is not valid JSON');
  });
});
