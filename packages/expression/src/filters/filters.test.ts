import { describe } from 'vitest';
import { fails, prints } from '../table.testing';

const context = {
  none: null,
  text: 'hello big world',
  list: [3, 1, 2],
  map: { a: 1, b: [true, null] },
  mixed: [1, 'a'],
  nested: [[1, 2], 3, [4, [5]]],
  empty: '',
};

describe('text filters', () => {
  prints(context, [
    ["{{ 'aB' | upper }} {{ 'aB' | lower }} {{ '  a ' | trim }}.", 'AB ab a.'],
    ["{{ text | capitalize }} {{ ' éa b' | capitalize }}", 'Hello big world  Éa b'],
    ['{{ text | title }}', 'Hello Big World'],
    [
      '{{ text | abbreviate(8) }} {{ text | abbreviate(2) }} {{ text | abbreviate(length=99) }}',
      'hello... he hello big world',
    ],
    ["{{ text | startsWith('hello') }} {{ text | endsWith('hello') }}", 'true false'],
    ["{{ 'a.b.c' | substringBefore('.') }} {{ 'a.b.c' | substringBeforeLast('.') }}", 'a a.b'],
    ["{{ 'a.b.c' | substringAfter('.') }} {{ 'a.b.c' | substringAfterLast('.') }}", 'b.c c'],
    ["{{ 'abc' | substringBefore('.') }}|{{ 'abc' | substringAfter('.') }}|", 'abc||'],
    ['{{ 1.5 | string ~ "" }} {{ map | string | length }}', '1.5 21'],
    ['{{ none | upper }}{{ none | trim }}{{ none | string }}|', '|'],
    ["{{ ' A' | trim | lower | capitalize }}", 'A'],
  ]);
  fails(context, [
    ['{{ list | trim }}', 'Filter [trim]: Expected a text, got a list.', '1:11'],
    ['{{ 1 | title }}', 'Filter [title]: Expected a text, got a number.', '1:8'],
    ["{{ none | startsWith('a') }}", 'Filter [startsWith]: Expected a text, got null.', '1:11'],
    [
      '{{ text | substringBefore }}',
      'Filter [substringBefore]: The argument [separator] is missing.',
      '1:11',
    ],
    ['{{ text | upper(1) }}', 'Filter [upper]: Takes at most 0 arguments, not 1.', '1:11'],
    ['{{ text | abbreviate(size=1) }}', 'Filter [abbreviate]: There is no argument [size].', '1:11'],
    ['{{ text | abbreviate(1, length=1) }}', 'The argument [length] is given twice.', '1:11'],
    ["{{ text | abbreviate('a') }}", 'The argument [length] must be a number, not a text.', '1:11'],
    ['{{ text | abbreviate(1.5) }}', 'The argument [length] must be a whole number.', '1:11'],
    ['{{ text | nothing }}', 'Filter [nothing] does not exist.', '1:11'],
    ['{{ missing | upper }}', 'Unable to find `missing`', '1:4'],
    ['{{ text | default(missing) }}', 'Unable to find `missing`', '1:19'],
  ]);
});

describe('default', () => {
  prints(context, [
    ["{{ missing | default('d') }} {{ none | default('d') }} {{ '  ' | default('d') }}", 'd d d'],
    ["{{ [] | default('d') }} {{ {} | default('d') }} {{ map.x.y | default('d') }}", 'd d d'],
    [
      "{{ 0 | default('d') }} {{ false | default('d') }} {{ text | default('d') }}",
      '0 false hello big world',
    ],
    ["{{ missing | default(default='d') | upper }}", 'D'],
    ["{{ missing | upper | default('d') }}", 'd'],
    ['{{ missing | default }}|', '|'],
  ]);
});

describe('collection filters', () => {
  prints(context, [
    [
      "{{ 'abc' | length }} {{ list | length }} {{ map | length }} {{ none | length }} {{ 5 | length }}",
      '3 3 2 0 0',
    ],
    [
      "{{ list | first }} {{ list | last }} {{ 'abc' | first }} {{ 'abc' | last }} {{ [] | first }}.",
      '3 2 a c .',
    ],
    ['{{ map | keys }} {{ list | keys }} {{ map | values }}', '["a","b"] [0,1,2] [1,[true,null]]'],
    [
      '{{ list | slice(1) }} {{ list | slice(0, 2) }} {{ "abcd" | slice(fromIndex=1, toIndex=3) }}',
      '[1,2] [3,1] bc',
    ],
    ["{{ {'a': 1} | merge({'a': 2, 'b': 3}) }} {{ [1] | merge([2]) }}", '{"a":2,"b":3} [1,2]'],
    [
      "{{ {'a': 1} | merge(['x']) }} {{ none | merge([1]) }} {{ [1] | merge(none) }}",
      '{"a":1,"x":"x"} [1] [1]',
    ],
    ['{{ map | toJson }} {{ "a\\"b" | json }} {{ none | toJson }}', '{"a":1,"b":[true,null]} "a\\"b" null'],
    ['{{ 7.0 | toJson }} {{ [1.50] | toJson }}', '7.0 [1.5]'],
  ]);
  fails(context, [
    ['{{ empty | first }}', 'Filter [first]: The text is empty.', '1:12'],
    ['{{ 1 | last }}', 'Filter [last]: Expected a list or a text, got a number.', '1:8'],
    ['{{ text | keys }}', 'Filter [keys]: Expected a map or a list, got a text.', '1:11'],
    ['{{ list | values }}', 'Filter [values]: Expected a map, got a list.', '1:11'],
    ['{{ list | slice(0, 9) }}', 'Filter [slice]: The argument [toIndex] must not be larger than 3.', '1:11'],
    [
      '{{ list | slice(2, 1) }}',
      'Filter [slice]: The argument [toIndex] must be larger than [fromIndex].',
      '1:11',
    ],
    ['{{ list | slice(-1) }}', 'Filter [slice]: The argument [fromIndex] must not be negative.', '1:11'],
    ['{{ none | merge(none) }}', 'Filter [merge]: There is nothing to merge', '1:11'],
  ]);
});

describe('list filters', () => {
  prints(context, [
    [
      "{{ list | join(', ') }} {{ [none, true, [1]] | join('-') }} {{ list | join }}",
      '3, 1, 2 null-true-[1] 312',
    ],
    [
      "{{ list | sort }} {{ list | rsort }} {{ ['b','a'] | sort }} {{ [true, false] | sort }}",
      '[1,2,3] [3,2,1] ["a","b"] [false,true]',
    ],
    ['{{ list | reverse }} {{ list }}', '[2,1,3] [3,1,2]'],
    ['{{ nested | flatten }}', '[1,2,3,4,[5]]'],
    ["{{ [1, '1', 1, [2], [2], none, none] | distinct }}", '[1,"1",[2],null]'],
    ['{{ none | join }}{{ none | sort }}|', '|'],
  ]);
  fails(context, [
    ['{{ text | join }}', 'Filter [join]: Expected a list, got a text.', '1:11'],
    ['{{ mixed | sort }}', 'Filter [sort]: Cannot compare', '1:12'],
    ['{{ [{}] | sort }}', 'Filter [sort]: Cannot compare a map with a map.', '1:11'],
    ['{{ text | reverse }}', 'Filter [reverse]: Expected a list, got a text.', '1:11'],
    ['{{ map | flatten }}', 'Filter [flatten]: Expected a list, got a map.', '1:10'],
  ]);
});

describe('number filters', () => {
  prints(context, [
    ["{{ '5' | number + 1 }} {{ '1.5' | number }} {{ '7.0' | number / 2 }}", '6 1.5 3.5'],
    ["{{ '5' | number(type='DOUBLE') }} {{ '-12' | number('INT') }} {{ '1e3' | number }}", '5.0 -12 1000.0'],
    ["{{ '123456789012345678901' | number('BIGINTEGER') }}", '123456789012345678901'],
    ['{{ -5 | abs }} {{ -1.5 | abs }} {{ -2.0 | abs }}', '5 1.5 2.0'],
  ]);
  fails(context, [
    ["{{ 'five' | number }}", 'Filter [number]: The text is not a number.', '1:13'],
    ["{{ '5.5' | number('INT') }}", 'Filter [number]: The text is not a whole number.', '1:12'],
    ["{{ '3000000000' | number('INT') }}", 'Filter [number]: The number does not fit into INT.', '1:19'],
    ["{{ '5' | number('X') }}", 'Filter [number]: The argument [type] must be INT', '1:10'],
    ['{{ 5 | number }}', 'Filter [number]: Expected a text, got a number.', '1:8'],
    ['{{ none | abs }}', 'Filter [abs]: Expected a number, got null.', '1:11'],
  ]);
});

describe('encoding filters', () => {
  prints(context, [
    ["{{ 'a b&c=é/~*' | urlencode }} {{ 'a+b%26%C3%A9' | urldecode }}", 'a+b%26c%3D%C3%A9%2F%7E* a b&é'],
    ["{{ 'héllo' | base64encode }} {{ 'aMOpbGxv' | base64decode }}", 'aMOpbGxv héllo'],
    ["{{ 'YQ==' | base64decode }}{{ 'YQ' | base64decode }}", 'aa'],
  ]);
  fails(context, [
    ["{{ '%E0%' | urldecode }}", 'Filter [urldecode]: The text is not URL-encoded.', '1:13'],
    ["{{ 'a$b' | base64decode }}", 'Filter [base64decode]: The text is not base64.', '1:12'],
    ["{{ 'a' | base64decode }}", 'Filter [base64decode]: The text is not base64.', '1:10'],
  ]);
});

describe('replace and split', () => {
  prints(context, [
    ["{{ text | replace({'big': 'small', 'o': '0'}) }}", 'hell0 small w0rld'],
    ["{{ 'a.b' | replace({'.': '$0'}) }}", 'a$0b'],
    ["{{ {'k': ['aa', 1]} | replace({'a': 'b'}) }}", '{"k":["bb","1"]}'],
    ["{{ 'a1b22' | replace({'[0-9]+': '<$0>'}, regexp=true) }}", 'a<1>b<22>'],
    ["{{ 'a.b' | replace({'\\.': '\\$'}, regexp=true) }}", 'a$b'],
    ["{{ 'a,b,,c,,' | split(',') }}", '["a","b","","c"]'],
    ["{{ 'a,b,c' | split(',', 2) }} {{ 'a,b,,' | split(',', -1) }}", '["a","b,c"] ["a","b","",""]'],
    [
      "{{ 'a, b,c' | split(',\\s*') }} {{ 'a1b2c' | split('[0-9]') }} {{ 'a1b2c' | split('\\d', limit=2) }}",
      '["a","b","c"] ["a","b","c"] ["a","b2c"]',
    ],
    [
      "{{ 'a.b' | split('\\.') }} {{ 'abc' | split('') }} {{ 'abc' | split('', 2) }} {{ '' | split(',') }}",
      '["a","b"] ["a","b","c"] ["a","bc"] [""]',
    ],
    ["{{ 'a;b,c' | split(';|,') }} {{ 'a.b' | split('.') }}", '["a","b","c"] []'],
  ]);
  fails(context, [
    ["{{ 'a' | replace }}", 'Filter [replace]: The argument [replace_pairs] is missing.', '1:10'],
    ["{{ 'a' | replace('b') }}", 'The argument [replace_pairs] must be a map, not a text.', '1:10'],
    ["{{ 'a' | replace({'a(?=b)': 'b'}, regexp=true) }}", 'This regular expression is not supported', '1:10'],
    ["{{ 'a' | replace({'(a)\\1': 'b'}, regexp=true) }}", 'This regular expression is not supported', '1:10'],
    ["{{ 'a' | replace({'[a]': '$1'}, regexp=true) }}", 'refers to a group', '1:10'],
    ["{{ 'a' | split('a++') }}", 'This regular expression is not supported', '1:10'],
    ["{{ 'a' | split('[') }}", 'This is not a regular expression: missing closing ].', '1:10'],
    [
      "{{ 'a' | split('[z-a]') }}",
      'This is not a regular expression: invalid character class range.',
      '1:10',
    ],
    ["{{ 'a' | split }}", 'The argument [delimiter] is missing.', '1:10'],
  ]);
});
