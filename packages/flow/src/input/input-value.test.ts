import { Decimal, readJson, writeJson } from '@headrace/json';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Input } from './index';
import type { BooleanInput, IntInput, StringInput } from './scalar-input';
import { checkInputs } from './input-value';

const string = (extra: Partial<StringInput> = {}): Input => ({
  id: 's',
  type: 'STRING',
  required: true,
  ...extra,
});
const int = (extra: Partial<IntInput> = {}): Input => ({ id: 'i', type: 'INT', required: true, ...extra });
const boolean = (extra: Partial<BooleanInput> = {}): Input => ({
  id: 'b',
  type: 'BOOLEAN',
  required: true,
  ...extra,
});

describe('values', () => {
  test.each<[string, Input, unknown, unknown]>([
    ['text', string(), 'x', 'x'],
    ['empty text', string(), '', ''],
    ['a number as text', string(), 42, '42'],
    ['a boolean as text', string(), true, 'true'],
    ['a text that fits its pattern', string({ validator: 'A\\d+' }), 'A12', 'A12'],
    ['a number', int(), 5, 5],
    ['the text of a number', int(), '-5', -5],
    ['a number with a plus', int(), '+5', 5],
    ['the largest of 32 bits', int(), '2147483647', 2147483647],
    ['the smallest of 32 bits', int(), -2147483648, -2147483648],
    ['a large number as text', string(), 8202522731445525542n, '8202522731445525542'],
    ['a decimal as text', string(), Decimal.of('1.50'), '1.50'],
    ['nothing, in spite of a default', string({ required: false, defaults: 'd' }), null, null],
    ['a default, where nothing is sent', string({ required: false, defaults: 'd' }), undefined, 'd'],
    ['minus zero', int(), -0, 0],
    ['the smallest allowed', int({ min: 10, max: 20 }), 10, 10],
    ['the largest allowed', int({ min: 10, max: 20 }), '20', 20],
    ['true', boolean(), true, true],
    ['the text true', boolean(), 'true', true],
    ["Python's True", boolean(), 'True', true],
    ['any other text', boolean(), 'yes', false],
    ['nothing for an empty field', int({ required: false }), '', null],
    ['a default for an empty field', boolean({ defaults: true }), '', true],
    ['a default', string({ defaults: 'd' }), undefined, 'd'],
    ['a default for null', int({ defaults: 7 }), null, 7],
    ['a default of false', boolean({ defaults: false }), undefined, false],
    ['nothing, where nothing is needed', string({ required: false }), undefined, null],
  ])('%s', (_name, input, given, value) => {
    expect(checkInputs([input], { [input.id]: given })).toEqual({ ok: true, values: { [input.id]: value } });
  });
});

describe('messages', () => {
  const parseError = (type: string, id: string, given: string, cause: string): string =>
    `Invalid input for \`${id}\`, Expected \`${type}\` but received \`${given}\` with errors:\n\`\`\`\n${cause}\n\`\`\`, but received \`${given}\``;

  test.each<[Input, unknown, string]>([
    [string(), undefined, 'Invalid input for `s`, missing required input, but received `null`'],
    [string(), null, 'Invalid input for `s`, missing required input, but received `null`'],
    [
      string({ validator: 'A\\d+' }),
      'xA1',
      'Invalid input for `s`, it must match the pattern `A\\d+`, but received `xA1`',
    ],
    [string(), { a: 1 }, parseError('STRING', 's', '{"a":1}', 'a text is needed')],
    [
      string(),
      'a\0b',
      'Invalid input for `s`, it holds a character that cannot be stored, but received `a\uFFFDb`',
    ],
    [int({ min: 10 }), '9', 'Invalid input for `i`, it must be more than `10`, but received `9`'],
    [int({ max: 20 }), 21, 'Invalid input for `i`, it must be less than `20`, but received `21`'],
    [int(), 'abc', parseError('INT', 'i', 'abc', 'it is not a whole number')],
    [int(), '', 'Invalid input for `i`, missing required input, but received `null`'],
    [boolean(), '', 'Invalid input for `b`, missing required input, but received `null`'],
    [int(), 1.5, parseError('INT', 'i', '1.5', 'it is not a whole number')],
    [int(), true, parseError('INT', 'i', 'true', 'it is not a whole number')],
    [
      int(),
      '99999999999999999999',
      parseError('INT', 'i', '99999999999999999999', 'the number is too large, an INT has 32 bits'),
    ],
    [int(), 2147483648, parseError('INT', 'i', '2147483648', 'the number is too large, an INT has 32 bits')],
    [int(), ' 5 ', parseError('INT', 'i', ' 5 ', 'it is not a whole number')],
    [int(), Decimal.of('5.0'), parseError('INT', 'i', '5.0', 'it is not a whole number')],
    [boolean(), 1, parseError('BOOLEAN', 'b', '1', 'it is neither true nor false')],
    [boolean(), [], parseError('BOOLEAN', 'b', '[]', 'it is neither true nor false')],
  ])('%o refuses %o', (input, given, message) => {
    expect(checkInputs([input], { [input.id]: given })).toEqual({
      ok: false,
      issues: [{ input: input.id, message }],
    });
  });

  test('long values are cut', () => {
    const checked = checkInputs([int()], { i: 'x'.repeat(10_000) });
    expect(checked.ok ? '' : checked.issues[0]?.message.length).toBeLessThan(500);
  });
});

test('all inputs are reported', () => {
  const checked = checkInputs([string(), int(), boolean()], { i: 'x' });
  expect(checked.ok ? [] : checked.issues.map((issue) => issue.input)).toEqual(['s', 'i', 'b']);
});

test('what no input asks for is left out', () => {
  expect(checkInputs([string()], { s: 'x', other: 1 })).toEqual({ ok: true, values: { s: 'x' } });
});

test('an id with dots is found flat or nested, and becomes nested', () => {
  const inputs = [string({ id: 'a.b' }), string({ id: 'a.c.d' }), string({ id: 'constructor.name' })];
  const values = { a: { b: '1', c: { d: '2' } }, constructor: { name: '3' } };
  expect(checkInputs(inputs, { 'a.b': '1', 'a.c.d': '2', 'constructor.name': '3' })).toEqual({
    ok: true,
    values,
  });
  expect(checkInputs(inputs, values)).toEqual({ ok: true, values });
});

test('values that were not supplied are not taken from the prototype', () => {
  const checked = checkInputs([string({ id: 'constructor' }), string({ id: 'toString.name' })], {});
  expect(checked.ok).toBe(false);
});

test('nothing that is supplied makes it throw', () => {
  const inputs = [string({ id: 'a.b', validator: '[a-z]*' }), int({ id: 'i', min: 0 }), boolean()];
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('a.b', 'a', 'i', 'b', '__proto__'), fc.anything()),
      (supplied) => {
        const checked = checkInputs(inputs, supplied);
        if (checked.ok)
          expect(readJson(writeJson(checked.values))).toEqual({ ok: true, value: checked.values });
      },
    ),
    { numRuns: 300 },
  );
});
