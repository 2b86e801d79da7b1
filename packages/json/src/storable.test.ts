import { describe, expect, it } from 'vitest';
import { Decimal } from './decimal';
import { readJson } from './read-json';
import { unstorable } from './storable';
import type { JsonValue } from './value';

const nested = (levels: number): JsonValue => {
  let value: JsonValue = 1;
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { a: value };
  return value;
};

describe('what cannot be stored', () => {
  it.each<[JsonValue | undefined, string | null]>([
    [undefined, null],
    ['plain', null],
    [{ a: ['ü', '😀', { b: 1 }] }, null],
    ['\u0000', ''],
    [{ a: ['ok', 'a\u0000b'] }, 'a.1'],
    [{ a: { 'k\u0000': 1 } }, 'a."k\\u0000"'],
    ['\ud83d', ''],
    [[10n ** 999n, Decimal.of('1e1000'), Decimal.of(`0.${'3'.repeat(999)}`)], null],
    [{ a: [10n ** 1000n] }, 'a.0'],
    [[Decimal.of('1e1001')], '0'],
    [{ a: Decimal.of(`1.${'3'.repeat(1000)}`) }, 'a'],
    [nested(500), null],
  ])('of case %#', (value, path) => {
    expect(unstorable(value)?.path ?? null).toBe(path);
  });

  it('is what is too deep, however deep it is', () => {
    expect(unstorable(nested(501))?.reason).toBe('is nested deeper than 500 levels, which cannot be stored');
    expect(unstorable(nested(100_000))?.path).toMatch(/^a\.0\.a.{94}…$/);
  });

  it('is nothing that is read from outside, but for texts', () => {
    const read = readJson(`[${'['.repeat(499)}${'9'.repeat(1000)},1e1000,-1.0e-1000${']'.repeat(499)}]`);
    expect(read.ok && unstorable(read.value)).toBeNull();
  });
});
