import { Decimal } from '@headrace/json';
import { describe, expect, it } from 'vitest';
import type { FormInput } from './form-input';
import { input } from './form-input.fixture';
import {
  fieldValue,
  filesToSend,
  type FormValue,
  initialValues,
  valuesToCheck,
  valuesToSend,
} from './form-value';

const everything = () => true;

/** What is sent for one field. */
function sent(type: FormInput['type'], value: FormValue): unknown {
  return valuesToSend([input({ inputId: 'it', type })], { it: value }, everything).it;
}

describe('initialValues', () => {
  it('starts from what an earlier execution was given, but for its secrets', () => {
    const inputs = [
      input({ inputId: 'name', defaults: 'World' }),
      input({ inputId: 'empty', type: 'INT', defaults: 3 }),
      input({ inputId: 'added', defaults: 'new' }),
      input({ inputId: 'password', type: 'SECRET' }),
      input({ inputId: 'table', type: 'FILE' }),
    ];
    const given = { name: 'Ada', empty: null, password: '******', table: 'kestra:///a.csv', removed: 'x' };
    expect(initialValues(inputs, given)).toEqual({
      name: 'Ada',
      empty: '',
      added: 'new',
      password: '',
      table: 'kestra:///a.csv',
    });
  });

  it('starts from what the flow fills in, then from its defaults', () => {
    const inputs = [
      input({ inputId: 'filled', prefill: 'Ada', defaults: 'World' }),
      input({ inputId: 'name', defaults: 'World' }),
      input({ inputId: 'count', type: 'INT', defaults: 3 }),
      input({ inputId: 'shout', type: 'BOOLEAN', defaults: false }),
      input({ inputId: 'quiet', type: 'BOOLEAN' }),
    ];
    expect(initialValues(inputs)).toEqual({
      filled: 'Ada',
      name: 'World',
      count: '3',
      shout: false,
      quiet: undefined,
    });
  });

  it('leaves defaults that are expressions to the server', () => {
    expect(initialValues([input({ inputId: 'day', defaults: '{{ now() }}' })])).toEqual({ day: '' });
  });
});

describe('fieldValue', () => {
  it.each<[FormInput['type'], unknown, FormValue]>([
    ['FLOAT', 0.5, '0.5'],
    ['FLOAT', 1e21, '1000000000000000000000'],
    ['INT', '7', '7'],
    ['BOOLEAN', 'True', true],
    ['SELECT', 'a', 'a'],
    ['MULTISELECT', ['a', 1], ['a', '1']],
    ['MULTISELECT', '["a"]', ['a']],
    ['MULTISELECT', 'no list', []],
    ['ARRAY', [1, 2], '[\n  1,\n  2\n]'],
    ['JSON', { a: 1 }, '{\n  "a": 1\n}'],
    ['JSON', '{"a":1}', '{"a":1}'],
    ['YAML', 'a: 1', 'a: 1'],
    ['DATE', '2024-01-31', '2024-01-31'],
    ['TIME', '09:30:00.123456789', '09:30:00.123'],
    ['DURATION', 'PT30M', 'PT30M'],
    ['DURATION', Decimal.of('3720.0'), 'PT1H2M'],
    ['DURATION', -0.5, 'PT-0.5S'],
    ['DURATION', Decimal.of('0.0'), 'PT0S'],
    ['FLOAT', Decimal.of('7.0'), '7.0'],
    ['JSON', { id: 8202522731445525542n }, '{\n  "id": 8202522731445525542\n}'],
    ['STRING', Decimal.of('1.50'), '1.50'],
    ['FILE', 'kestra:///a.csv', 'kestra:///a.csv'],
    ['STRING', null, ''],
    ['MULTISELECT', null, []],
  ])('%s holds %o as %o', (type, given, held) => {
    expect(fieldValue(type, given)).toEqual(held);
  });
});

describe('valuesToSend', () => {
  it.each<[FormInput['type'], FormValue, unknown]>([
    ['STRING', '', undefined],
    ['STRING', ' a\nb ', ' a\nb '],
    ['STRING', '12', '12'],
    ['INT', '0', 0],
    ['INT', '9007199254740993', '9007199254740993'],
    ['INT', '007', '007'],
    ['FLOAT', '0.1', 0.1],
    ['FLOAT', '0.10000000000000000001', '0.10000000000000000001'],
    ['BOOLEAN', false, false],
    ['BOOLEAN', undefined, undefined],
    ['MULTISELECT', ['a', 'b'], ['a', 'b']],
    ['MULTISELECT', [], undefined],
    ['JSON', '{"a":', '{"a":'],
    ['DATE', '2024-01-31', '2024-01-31'],
    ['FILE', 'kestra:///a.csv', 'kestra:///a.csv'],
    ['FILE', new File(['x'], 'a.csv'), undefined],
  ])('%s %o is sent as %o', (type, value, expected) => {
    expect(sent(type, value)).toEqual(expected);
  });

  it('sends an instant with an offset', () => {
    expect(sent('DATETIME', '2024-01-31T09:30')).toMatch(/^2024-01-31T09:30:00[+-]\d\d:\d\d$/);
  });

  const inputs = [input({ inputId: 'a' }), input({ inputId: 'b', type: 'FILE' })];
  const values = { a: 'kept', b: new File(['x'], 'my data.csv') };

  it('leaves out what is hidden, files too', () => {
    const none = () => false;
    expect(valuesToSend(inputs, values, none)).toEqual({});
    expect(filesToSend(inputs, values, none).size).toBe(0);
    expect([...filesToSend(inputs, values, everything).keys()]).toEqual(['b']);
  });

  it('but asks about all of it, with the address that a file would get', () => {
    expect(valuesToCheck(inputs, values)).toEqual({ a: 'kept', b: 'kestra:///upload/my%20data.csv' });
  });
});
