import { Decimal } from '@headrace/json';
import { describe, expect, it } from 'vitest';
import { inOrder, jsonParts, partOf } from './json-text';

describe('jsonParts', () => {
  it('finds files and masks wherever they are', () => {
    const value = {
      file: 'kestra:///a "b".csv',
      list: ['******', 'plain'],
      'kestra:///name': 1,
      '******': 2,
    };
    const parts = jsonParts(value);
    expect(parts.map(({ text }) => text).join('')).toBe(
      JSON.stringify(value, null, 2).replace('a \\"b\\".csv', 'a "b".csv'),
    );
    expect(parts.filter(({ kind }) => kind !== 'text')).toEqual([
      { kind: 'file', text: 'kestra:///a "b".csv' },
      { kind: 'mask', text: '******' },
    ]);
  });

  it('shows every digit of a number', () => {
    const value = { id: 8202522731445525542n, price: Decimal.of('1.50') };
    expect(jsonParts(value)).toEqual([
      { kind: 'text', text: '{\n  "id": 8202522731445525542,\n  "price": 1.50\n}' },
    ]);
  });

  it('leaves the rest as it is', () => {
    expect(jsonParts([1])).toEqual([{ kind: 'text', text: '[\n  1\n]' }]);
    expect(jsonParts('see kestra:///x')).toEqual([{ kind: 'text', text: '"see kestra:///x"' }]);
  });
});

it.each([
  ['******', 'mask'],
  ['Bearer ******', 'text'],
  ['kestra:///a', 'file'],
  ['kestra://other/a', 'text'],
])('%s is a %s', (text, kind) => {
  expect(partOf(text)).toEqual({ kind, text });
});

it('puts known names first, in their order', () => {
  expect(inOrder({ b: 1, a: 2, z: 3, deep: 4 }, ['deep.x', 'a', 'deep.y', 'gone', 'b'])).toEqual([
    ['deep', 4],
    ['a', 2],
    ['b', 1],
    ['z', 3],
  ]);
});
