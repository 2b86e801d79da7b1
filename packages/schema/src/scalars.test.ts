import { Decimal } from '@headrace/json';
import { type GraphQLScalarType, parseValue } from 'graphql';
import { expect, test } from 'vitest';
import { schema } from './schema';

const json = schema.getType('JSON') as GraphQLScalarType;
const read = (literal: string, variables = {}) => json.parseLiteral(parseValue(literal), variables);

test('a literal of JSON keeps every digit of its numbers', () => {
  expect(
    read('[8202522731445525542, 1.0, 1.50, 1e3, 1e400, -0, 7, {a: 0.1000000000000000055511151231257827}]'),
  ).toStrictEqual([
    8202522731445525542n,
    Decimal.of('1.0'),
    Decimal.of('1.50'),
    Decimal.of('1000.0'),
    Decimal.of('1e400'),
    0,
    7,
    { a: Decimal.of('0.1000000000000000055511151231257827') },
  ]);
});

test('a literal of JSON may be anything else, and variables may stand in it', () => {
  const variables = { v: [Decimal.of('1.0')], nothing: null };
  expect(
    read(
      '{a: "x", b: RED, c: true, d: null, e: $v, f: [$nothing, $absent], g: $absent, __proto__: 1}',
      variables,
    ),
  ).toStrictEqual({
    a: 'x',
    b: 'RED',
    c: true,
    d: null,
    e: [Decimal.of('1.0')],
    f: [null, null],
    ['__proto__']: 1,
  });
});
