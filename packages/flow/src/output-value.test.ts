import { Decimal } from '@headrace/json';
import { expect, test } from 'vitest';
import { outputSchema } from './output';
import { checkOutputs } from './output-value';

const check = (type: string, given: never, more: object = {}) =>
  checkOutputs([outputSchema.parse({ id: 'o', type, value: 'x', ...more })], { o: given });

test.each<[string, unknown, unknown, object?]>([
  ['STRING', 'a', 'a'],
  ['INT', '5', 5],
  ['BOOLEAN', 'true', true],
  ['ARRAY', ['a', 1], ['a', 1]],
  ['ARRAY', '["1"]', [1], { itemType: 'INT' }],
  ['JSON', '{"a": 1}', { a: 1 }],
  ['STRING', null, null, { required: false }],
  // An expression that gives null prints nothing
  ['FILE', '', null, { required: false }],
  ['INT', '', null, { required: false }],
  ['STRING', '', null, { required: false }],
  ['STRING', '', ''],
  ['FLOAT', '1.50', 1.5],
  ['FLOAT', '7', Decimal.of('7.0')],
  ['JSON', '{"a": 1.50}', { a: Decimal.of('1.50') }],
  ['DURATION', 'PT5M6S', Decimal.of('306.0')],
  ['DATETIME', '2020-01-02T03:04:05Z', '2020-01-02T03:04:05Z'],
])('%s takes %j', (type, given, value, more) => {
  expect(check(type, given as never, more)).toEqual({ ok: true, values: { o: value } });
});

test.each<[string, unknown, string, object?]>([
  ['INT', 'x', 'Invalid output for `o`, Expected `INT` but received `x`'],
  ['STRING', null, 'Invalid output for `o`, missing required output'],
  ['ARRAY', 'x', 'Expected `ARRAY` but received `x`'],
  ['ARRAY', ['x'], 'Unable to parse array element as `INT` on `x`', { itemType: 'INT' }],
])('%s refuses %j', (type, given, message, more) => {
  const checked = check(type, given as never, more);
  expect(checked.ok ? '' : checked.issues[0]?.message).toContain(message);
});
