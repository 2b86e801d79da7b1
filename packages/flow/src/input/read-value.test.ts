import { Decimal } from '@headrace/json';
import { describe, expect, test } from 'vitest';
import { inputSchema } from './index';
import { checkInputs } from './input-value';

/** One input, as a document would have it. */
const check = (written: object, given: unknown) =>
  checkInputs([inputSchema.parse({ id: 'x', ...written })], { x: given });

const nested = (levels: number): unknown => (levels === 0 ? [] : [nested(levels - 1)]);

describe('good values', () => {
  test.each<[object, unknown, unknown]>([
    [{ type: 'FLOAT' }, '42.5', 42.5],
    [{ type: 'FLOAT', min: 0.1, max: 0.5 }, 0.5, 0.5],
    [{ type: 'FLOAT' }, '-1e3', Decimal.of('-1000.0')],
    [{ type: 'FLOAT' }, '7', Decimal.of('7.0')],
    [{ type: 'FLOAT' }, 7, Decimal.of('7.0')],
    [{ type: 'FLOAT' }, '1.50', 1.5],
    [{ type: 'FLOAT' }, '1e400', Decimal.of('1.0E400')],
    [{ type: 'FLOAT' }, 2n ** 64n, Decimal.of('18446744073709551616.0')],
    [
      { type: 'FLOAT' },
      '0.1000000000000000055511151231257827',
      Decimal.of('0.1000000000000000055511151231257827'),
    ],
    [{ type: 'BOOL' }, 'TRUE', true],
    [{ type: 'ENUM', values: ['A', 'B'] }, 'A', 'A'],
    [{ type: 'SELECT', values: ['A', 'B'], allowCustomValue: true }, 'C', 'C'],
    [{ type: 'MULTISELECT', values: ['A', 'B'] }, '["A", "B"]', ['A', 'B']],
    [{ type: 'MULTISELECT', options: ['A', 'B'] }, ['B'], ['B']],
    [{ type: 'ARRAY', itemType: 'INT' }, '[1, "2", 3]', [1, 2, 3]],
    [{ type: 'ARRAY', itemType: 'STRING' }, [], []],
    [{ type: 'DATETIME' }, '2019-10-06T18:27:49Z', '2019-10-06T18:27:49Z'],
    [{ type: 'DATETIME' }, '2019-10-06T20:27:49.5+02:00', '2019-10-06T18:27:49.500000Z'],
    [{ type: 'DATETIME' }, '2020-01-02T03:04:05.678901+02:00', '2020-01-02T01:04:05.678901Z'],
    [{ type: 'DATETIME' }, '1969-12-31T23:59:59.999999999Z', '1969-12-31T23:59:59.999999999Z'],
    [{ type: 'DATETIME' }, '2020-01-02T03:04:05.000Z', '2020-01-02T03:04:05Z'],
    [{ type: 'DATETIME', after: '2023-01-01T00:00:00Z' }, '2023-01-01T00:00:10Z', '2023-01-01T00:00:10Z'],
    [{ type: 'DATE', after: '2023-01-01', before: '2023-12-31' }, '2023-12-31', '2023-12-31'],
    [{ type: 'TIME', after: '01:00:00', before: '11:59:59' }, '11:27', '11:27'],
    [{ type: 'DURATION', min: 'PT10S', max: 'PT20S' }, 'PT15S', Decimal.of('15.0')],
    [{ type: 'DURATION' }, 'P1D', Decimal.of('86400.0')],
    [{ type: 'DURATION' }, 'PT0.000000001S', Decimal.of('0.000000001')],
    [{ type: 'DURATION' }, '-PT1H0.5S', -3600.5],
    [{ type: 'DURATION' }, 3720, Decimal.of('3720.0')],
    [{ type: 'FILE' }, 'kestra:///a/b.txt', 'kestra:///a/b.txt'],
    [{ type: 'JSON' }, '{"a": ["b"]}', { a: ['b'] }],
    [{ type: 'JSON' }, { a: 1 }, { a: 1 }],
    [
      { type: 'JSON' },
      '{"id": 8202522731445525542, "f": 1.10}',
      { id: 8202522731445525542n, f: Decimal.of('1.10') },
    ],
    [{ type: 'JSON' }, { id: [2n ** 64n, Decimal.of('1.0')] }, { id: [2n ** 64n, Decimal.of('1.0')] }],
    [{ type: 'ARRAY', itemType: 'JSON' }, '[1.50]', [Decimal.of('1.50')]],
    [{ type: 'YAML' }, 'id: 8202522731445525542', { id: 8202522731445525542n }],
    [{ type: 'YAML' }, 'some: property\nlist:\n- of\n- values', { some: 'property', list: ['of', 'values'] }],
    [{ type: 'URI' }, 'https://www.google.com', 'https://www.google.com'],
    [{ type: 'URI' }, 's3://bucket.eu/a?b=c', 's3://bucket.eu/a?b=c'],
    [{ type: 'EMAIL' }, 'ann@example.com', 'ann@example.com'],
    [{ type: 'EMAIL' }, '', ''],
  ])('%o takes %o', (written, given, value) => {
    expect(check(written, given)).toEqual({ ok: true, values: { x: value } });
  });
});

describe('bad values', () => {
  test.each<[object, unknown, string]>([
    [{ type: 'FLOAT', max: 0.5 }, '0.6', 'it must be less than `0.5`'],
    [{ type: 'FLOAT' }, 'much', 'Expected `FLOAT` but received `much` with errors:'],
    [{ type: 'SELECT', values: ['A', 'B'] }, 'C', 'it must match the values `[A, B]`'],
    [{ type: 'MULTISELECT', values: ['A', 'B'] }, '["A", "C"]', 'it must match the values `[A, B]`'],
    [{ type: 'ARRAY', itemType: 'INT' }, '["a"]', 'Unable to parse array element as `INT` on `a`'],
    [{ type: 'ARRAY', itemType: 'INT' }, '1', 'Expected `ARRAY` but received `1` with errors:'],
    [{ type: 'DATETIME' }, '2019-10-06', 'Expected `DATETIME` but received `2019-10-06` with errors:'],
    [
      { type: 'DATETIME', before: '2023-01-01T00:00:00Z' },
      '2023-01-01T00:00:01Z',
      'it must be before `2023-01-01T00:00:00Z`',
    ],
    [{ type: 'DATE', after: '2023-01-01' }, '2022-12-31', 'it must be after `2023-01-01`'],
    [{ type: 'DATE' }, '2023-02-30', 'Expected `DATE` but received'],
    [{ type: 'TIME', after: '01:00:00' }, '00:59', 'it must be after `01:00`'],
    [{ type: 'DURATION', min: 'PT10S' }, 'PT1S', 'It must be more than `PT10S`'],
    [{ type: 'DURATION', max: 'PT20S' }, 'PT30S', 'It must be less than `PT20S`'],
    [{ type: 'FILE' }, '/etc/passwd', 'Expected `FILE` but received'],
    [{ type: 'JSON' }, '{"a"', 'Expected `JSON` but received `{"a"` with errors:'],
    [{ type: 'JSON' }, '"\\u0000"', 'it holds a NUL character'],
    [{ type: 'JSON' }, { a: ['\ud800'] }, 'it (at `a.0`) holds a NUL character or half a surrogate pair'],
    [{ type: 'JSON' }, `${'['.repeat(501)}${']'.repeat(501)}`, 'it is nested deeper than 500 levels'],
    [{ type: 'JSON' }, nested(501), 'is nested deeper than 500 levels'],
    [{ type: 'JSON' }, '9'.repeat(1001), 'it holds a number with more than 1000 digits'],
    [{ type: 'YAML' }, 'a: [', 'Expected `YAML` but received'],
    [{ type: 'URI' }, 'google', 'Expected `URI` but received `google`'],
    [{ type: 'EMAIL' }, 'ann', 'The input must be a valid email'],
  ])('%o refuses %o', (written, given, message) => {
    const checked = check(written, given);
    expect(checked.ok ? '' : checked.issues[0]?.message).toContain(message);
  });

  test('a secret is not repeated', () => {
    const checked = check({ type: 'SECRET', validator: '\\d+' }, 'hunter2');
    expect(JSON.stringify(checked)).not.toContain('hunter2');
  });
});
