import { readJson } from '@headrace/json';
import { describe, expect, it } from 'vitest';
import { render } from '.';
import { failureOf, fails, prints } from './table.testing';

const context = {
  map: {
    a: 1,
    'b-c': 2,
    '0': 'zero',
    nested: { list: [[1, 2], { x: 'y' }] },
    nothing: null,
    undef: undefined,
  },
  real: new Map<unknown, unknown>([
    ['a', 1],
    [7, 'seven'],
  ]),
  list: ['x', 'y'],
  key: 'a',
  number: 0,
  inputs: {},
  text: 'abc',
  date: new Date('2024-01-02T03:04:05Z'),
  réseau: 'ok',
  or_else: 1,
};

describe('access', () => {
  prints(context, [
    ['{{ map.a }}', '1'],
    ["{{ map['b-c'] }}", '2'],
    ['{{ map[key] }}', '1'],
    ['{{ map[number] }}', 'zero'],
    ['{{ map.nested.list[1].x }}', 'y'],
    ['{{ map.nested.list.0.1 }}', '2'],
    ['{{ list[0] }}{{ list.1 }}{{ list["1"] }}', 'xyy'],
    ['{{ real.a }}{{ real[7] }}', '1seven'],
    ['{{ [1, 2][1] }}{{ {"a": [3]}.a[0] }}{{ (list)[0] }}', '23x'],
    ['{{ réseau }}', 'ok'],
    ['{{ or_else }}', '1'],
    ['{{ {"or": 1}.or }}', '1'],
    ['{{ map.nothing }}', ''],
  ]);
  fails(context, [
    [
      '{{ missing }}',
      'Unable to find `missing` used in the expression `{{ missing }}` at line 1, column 4',
      '1:4',
    ],
    ['{{ map.b }}', 'Unable to find `b` used in the expression `{{ map.b }}` at line 1, column 8', '1:8'],
    ['{{ map.undef }}', 'Unable to find `undef`', '1:8'],
    ['{{ inputs.x }}', 'Unable to find `x`', '1:11'],
    ['{{ missing.a.b }}', 'Unable to find `missing`', '1:4'],
    ['{{ map.nothing.x }}', 'Unable to find `nothing`', '1:8'],
    ['{{ list[9] }}', 'Unable to find `9`', '1:9'],
    ['{{ list[-1] }}', 'Unable to find `-1`', '1:9'],
    ['{{ map[missing] }}', 'Unable to find `missing`', '1:8'],
    ['{{ map[list] }}', 'An index must be a text or a number.', '1:8'],
    ['a\n b\n  {{ missing }}', 'at line 3, column 6', '3:6'],
  ]);
});

describe('prototypes and methods', () => {
  const data = readJson('{"__proto__": {"x": 1}, "constructor": "c", "toString": [1]}');
  prints({ data: data.ok ? data.value : null }, [
    ['{{ data.constructor }} {{ data.__proto__.x }} {{ data["toString"][0] }}', 'c 1 1'],
    ['{{ data.constructor.name ?? "none" }} {{ data.__proto__.constructor ?? "none" }}', 'none none'],
    ['{% set constructor = 1 %}{{ constructor }}', '1'],
  ]);
  fails(context, [
    ['{{ map.constructor }}', 'Unable to find `constructor`', '1:8'],
    ["{{ map['__proto__'] }}", 'Unable to find `__proto__`', '1:8'],
    ["{{ map['proto' ~ 'type'] }}", 'Unable to find `prototype`', '1:16'],
    ["{{ map['__pro' + 'to__'].x }}", 'Unable to find `__proto__`', '1:16'],
    ['{{ __proto__ }}', 'Unable to find `__proto__`', '1:4'],
    ['{{ constructor }}', 'Unable to find `constructor`', '1:4'],
    ['{{ list.map }}', 'Unable to find `map`', '1:9'],
    ['{{ list.constructor }}', 'Unable to find `constructor`', '1:9'],
    ['{{ text.constructor }}', 'Unable to find `constructor`', '1:9'],
    ['{{ map.hasOwnProperty }}', 'Unable to find `hasOwnProperty`', '1:8'],
    ['{{ toString }}', 'Unable to find `toString`', '1:4'],
    ['{{ date.getTime }}', 'Unable to find `getTime`', '1:9'],
    ['{{ toString() }}', 'Function or Macro [toString] does not exist.', '1:4'],
    ['{{ 1 | constructor }}', 'Filter [constructor] does not exist.', '1:8'],
  ]);

  it('keeps a key called __proto__ as data', async () => {
    expect(await render('{{ {"__proto__": {"x": 1}} }}', {})).toBe('{"__proto__":{"x":1}}');
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

describe('candidates', () => {
  it.each([
    ['{{ outptus }}', { outputs: 1, inputs: 1 }, ['outputs']],
    ['{{ a.valeu }}', { a: { value: 1, other: 2 } }, ['value']],
    ['{{ a.zzz }}', { a: { value: 1 } }, []],
    ['{{ x | uper }}', { x: 'a' }, ['upper']],
    ['{{ x is emty }}', { x: 'a' }, ['empty']],
    ['{{ rendr(x) }}', { x: 'a' }, ['render']],
  ])('%s', async (template, variables, candidates) => {
    const error = await failureOf(template, variables);
    expect(error.candidates).toEqual(candidates);
    for (const name of candidates) expect(error.message).toContain(`Did you mean \`${name}\`?`);
  });
});
