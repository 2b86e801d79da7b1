import { describe, expect, it } from 'vitest';
import { checkTemplate, printTemplate, references } from '..';
import { failureOf, fails, prints } from '../table.testing';

const context = {
  text: 'Hello, World',
  blank: '  ',
  list: [3, 1, 2, 1],
  none: null,
  map: { a: 1, b: null, size: 'own' },
  real: new Map<unknown, unknown>([['k', 'v']]),
  number: 7.9,
  big: 12345678901234567n,
  yes: true,
};

describe('methods of texts', () => {
  prints(context, [
    [
      '{{ text.length() }} {{ text.length }} {{ text.toUpperCase() }} {{ text.toLowerCase }}',
      '12 12 HELLO, WORLD hello, world',
    ],
    [
      '{{ blank.isEmpty() }} {{ blank.isBlank() }} {{ blank.blank }} {{ blank.trim().isEmpty() }}',
      'false true true true',
    ],
    ['{{ text.substring(7) }} {{ text.substring(0, 5) }} {{ text.charAt(1) }}', 'World Hello e'],
    [
      "{{ text.contains('World') }} {{ text.startsWith('Hell') }} {{ text.endsWith('x') }}",
      'true true false',
    ],
    [
      "{{ text.indexOf('o') }} {{ text.indexOf('o', 5) }} {{ text.lastIndexOf('o') }} {{ text.indexOf('x') }}",
      '4 8 8 -1',
    ],
    ["{{ text.replace('l', 'L') }} {{ text.replaceAll('[a-z]+', '<$0>') }}", 'HeLLo, WorLd H<ello>, W<orld>'],
    ["{{ text.split(', ') }} {{ 'a1b2c'.split('[0-9]', 2) }}", '["Hello","World"] ["a","b2c"]'],
    ["{{ text.matches('Hello.*') }} {{ text.matches('Hello') }}", 'true false'],
    [
      "{{ text.equals('x') }} {{ text.equalsIgnoreCase('HELLO, world') }} {{ 'a'.compareTo('b') }}",
      'false true -1',
    ],
    ["{{ 'ab'.concat('c').repeat(2) }} {{ ' x '.strip() }}.", 'abcabc x.'],
  ]);
  fails(context, [
    ['{{ text.substring(13) }}', 'Method [substring]: The argument 1 must be from 0 to 12, not 13.', '1:9'],
    ['{{ text.substring(2, 1) }}', 'must not be before its start', '1:9'],
    ['{{ text.contains(1) }}', 'Method [contains]: The argument 1 must be a text, not a number.', '1:9'],
    ['{{ text.contains() }}', 'Method [contains]: Takes 1 arguments, not 0.', '1:9'],
    ['{{ text.split(",", 1, 2) }}', 'Takes 1 to 2 arguments, not 3.', '1:9'],
    ['{{ text.repeat(100000000) }}', 'Method [repeat]:', '1:9'],
    [
      '{{ text.toUperCase() }}',
      'There is no method [toUperCase] of a text. Did you mean `toUpperCase`',
      '1:9',
    ],
    ['{{ text.contains(value="x") }}', 'The arguments of a method have no names.', '1:18'],
  ]);
});

describe('methods of lists', () => {
  prints(context, [
    ['{{ list.size() }} {{ list.size }} {{ list.isEmpty() }} {{ list.empty }}', '4 4 false false'],
    [
      '{{ list.get(1) }} {{ list.first }} {{ list.getLast() }} {{ list.contains(2) }} {{ list.contains(9) }}',
      '1 3 1 true false',
    ],
    [
      '{{ list.indexOf(1) }} {{ list.lastIndexOf(1) }} {{ list.subList(1, 3) }} {{ list.reversed() }}',
      '1 3 [1,2] [1,2,1,3]',
    ],
    ['{{ list.toString() }} {{ list.equals([3, 1, 2, 1]) }}', '[3, 1, 2, 1] true'],
  ]);
  fails(context, [
    ['{{ list.get(4) }}', 'Method [get]: The argument 1 must be from 0 to 3, not 4.', '1:9'],
    ['{{ [].getFirst() }}', 'Method [getFirst]: The list is empty.', '1:7'],
    ["{{ list.join(',') }}", 'There is no method [join] of a list.', '1:9'],
  ]);
});

describe('methods of maps', () => {
  prints(context, [
    ['{{ map.size() }} {{ map.size }} {{ real.size() }} {{ map.isEmpty() }}', '3 own 1 false'],
    [
      '{{ map.keySet() }} {{ map.values() }} {{ real.entrySet() }}',
      '["a","b","size"] [1,null,"own"] [{"key":"k","value":"v"}]',
    ],
    [
      "{{ map.get('a') }} {{ map.get('x') }}|{{ map.getOrDefault('x', 2) }} {{ map.containsKey('b') }}",
      '1 |2 true',
    ],
    [
      "{{ map.containsKey('constructor') }} {{ map.get('__proto__') }}| {{ map.containsValue('own') }}",
      'false | true',
    ],
    ['{{ map.toString() }}', '{a=1, b=null, size=own}'],
    ['{% for e in map.entrySet() %}{{ e.key }}{% endfor %}', 'absize'],
  ]);
});

describe('methods of numbers and booleans', () => {
  prints(context, [
    [
      '{{ number.intValue() }} {{ big.longValue() }} {{ 7.doubleValue() }} {{ (-7.9).intValue() }}',
      '7 12345678901234567 7.0 -7',
    ],
    [
      '{{ number.toString().length() }} {{ yes.toString() }} {{ yes.equals(true) }} {{ number.compareTo(8) }}',
      '3 true true -1',
    ],
  ]);
});

describe('what is no method', () => {
  prints(context, [
    [
      '{{ missing.size() ?? "gone" }} {{ none.size() ?? "null" }} {{ map.x.y() is defined }}',
      'gone null false',
    ],
  ]);
  fails(context, [
    ['{{ missing.size() }}', 'Unable to find `missing`', '1:4'],
    ['{{ none.size() }}', 'Unable to find `size`', '1:9'],
    ['{{ map.b.size() }}', 'Unable to find `b`', '1:8'],
    ['{{ map.isEmpty }}', 'Unable to find `isEmpty`', '1:8'],
    ['{{ text.substring }}', 'Unable to find `substring`', '1:9'],
    ['{{ text.getClass() }}', 'There is no method [getClass] of a text.', '1:9'],
    ['{{ text.class }}', 'Unable to find `class`', '1:9'],
    ["{{ text.constructor('x') }}", 'There is no method [constructor] of a text.', '1:9'],
    ["{{ list.map('x') }}", 'There is no method [map] of a list.', '1:9'],
    ["{{ map.hasOwnProperty('a') }}", 'There is no method [hasOwnProperty] of a map.', '1:8'],
    ['{{ yes.valueOf() }}', 'There is no method [valueOf] of a boolean.', '1:8'],
    ['{{ map.__proto__() }}', 'There is no method [__proto__] of a map.', '1:8'],
  ]);

  it('is read, checked and printed like every other part', () => {
    const template = '{{ outputs.t.value.split(vars.separator)[0].trim() }}';
    expect(references(template)).toEqual([
      { root: 'outputs', path: ['t', 'value'] },
      { root: 'vars', path: ['separator'] },
    ]);
    expect(printTemplate(template)).toBe(template);
    expect(checkTemplate('{{ x.y( }}')?.message).toContain('Unclosed "("');
  });
});

describe('what methods cost', () => {
  it.each([
    ['{% for i in 1..1000 %}{{ list.subList(0, 5000) is empty }}{% endfor %}'],
    ['{% for i in 1..1000 %}{{ map.size() }}{% endfor %}'],
    ['{% for i in 1..1000 %}{{ list.contains(-1) }}{% endfor %}'],
    ['{% for i in 1..1000 %}{{ text.trim() is empty }}{% endfor %}'],
  ])('%s is counted', async (template) => {
    const items = Array.from({ length: 5_000 }, (_, index) => index);
    const large = {
      list: items,
      map: Object.fromEntries(items.map((item) => [`k${item}`, item])),
      text: 'x'.repeat(320_000),
    };
    const error = await failureOf(template, large, {
      budget: { steps: 1_000_000 },
      clockMs: () => 0,
    });
    expect(error.message).toContain('needs more than 1000000 steps');
  });
});
