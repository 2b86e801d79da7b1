import { describe, expect, test } from 'vitest';
import { inputSchema } from './index';
import { checkInputs } from './input-value';

/** One input, as a document would have it. */
const check = (written: object, given: unknown) =>
  checkInputs([inputSchema.parse({ id: 'x', ...written })], { x: given });

describe('good values', () => {
  test.each<[object, unknown, unknown]>([
    [{ type: 'FLOAT' }, '42.5', 42.5],
    [{ type: 'FLOAT', min: 0.1, max: 0.5 }, 0.5, 0.5],
    [{ type: 'FLOAT' }, '-1e3', -1000],
    [{ type: 'BOOL' }, 'TRUE', true],
    [{ type: 'ENUM', values: ['A', 'B'] }, 'A', 'A'],
    [{ type: 'SELECT', values: ['A', 'B'], allowCustomValue: true }, 'C', 'C'],
    [{ type: 'MULTISELECT', values: ['A', 'B'] }, '["A", "B"]', ['A', 'B']],
    [{ type: 'MULTISELECT', options: ['A', 'B'] }, ['B'], ['B']],
    [{ type: 'ARRAY', itemType: 'INT' }, '[1, "2", 3]', [1, 2, 3]],
    [{ type: 'ARRAY', itemType: 'STRING' }, [], []],
    [{ type: 'DATETIME' }, '2019-10-06T18:27:49Z', '2019-10-06T18:27:49Z'],
    [{ type: 'DATETIME' }, '2019-10-06T20:27:49.5+02:00', '2019-10-06T18:27:49.500Z'],
    [{ type: 'DATETIME', after: '2023-01-01T00:00:00Z' }, '2023-01-01T00:00:10Z', '2023-01-01T00:00:10Z'],
    [{ type: 'DATE', after: '2023-01-01', before: '2023-12-31' }, '2023-12-31', '2023-12-31'],
    [{ type: 'TIME', after: '01:00:00', before: '11:59:59' }, '11:27', '11:27'],
    [{ type: 'DURATION', min: 'PT10S', max: 'PT20S' }, 'PT15S', 'PT15S'],
    [{ type: 'DURATION' }, 'P1D', 'PT24H'],
    [{ type: 'FILE' }, 'kestra:///a/b.txt', 'kestra:///a/b.txt'],
    [{ type: 'JSON' }, '{"a": ["b"]}', { a: ['b'] }],
    [{ type: 'JSON' }, { a: 1 }, { a: 1 }],
    [{ type: 'YAML' }, 'some: property\nlist:\n- of\n- values', { some: 'property', list: ['of', 'values'] }],
    [{ type: 'URI' }, 'https://www.google.com', 'https://www.google.com'],
    [{ type: 'URI' }, 's3://bucket.eu/a?b=c', 's3://bucket.eu/a?b=c'],
    [{ type: 'EMAIL' }, 'ann@example.com', 'ann@example.com'],
    [{ type: 'EMAIL' }, '', ''],
  ])('%j takes %j', (written, given, value) => {
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
    [{ type: 'JSON' }, '"\\u0000"', 'it holds a character that cannot be stored'],
    [{ type: 'YAML' }, 'a: [', 'Expected `YAML` but received'],
    [{ type: 'URI' }, 'google', 'Expected `URI` but received `google`'],
    [{ type: 'EMAIL' }, 'ann', 'The input must be a valid email'],
  ])('%j refuses %j', (written, given, message) => {
    const checked = check(written, given);
    expect(checked.ok ? '' : checked.issues[0]?.message).toContain(message);
  });

  test('a secret is not repeated', () => {
    const checked = check({ type: 'SECRET', validator: '\\d+' }, 'hunter2');
    expect(JSON.stringify(checked)).not.toContain('hunter2');
  });
});
