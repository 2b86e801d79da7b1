import { describe } from 'vitest';
import { fails, prints } from './table.testing';

const context = {
  one: 1,
  none: null,
  text: 'apple',
  list: [1, 2, 3],
  map: { a: 1, nothing: null },
  big: 9007199254740993n,
  yes: true,
  empty: '',
};

describe('numbers', () => {
  prints(context, [
    ['{{ 1 + 2 }}', '3'],
    ['{{ 1 - 2 - 3 }}', '-4'],
    ['{{ 2 * 3 + 4 * 5 }}', '26'],
    ['{{ (2 + 3) * 4 }}', '20'],
    ['{{ 7 / 2 }}', '3'],
    ['{{ -7 / 2 }}', '-3'],
    ['{{ 7.0 / 2 }}', '3.5'],
    ['{{ 6.0 / 2 }}', '3.0'],
    ['{{ 7 % 4 }}', '3'],
    ['{{ -7 % 4 }}', '-3'],
    ['{{ 7.5 % 2 }}', '1.5'],
    ['{{ 10L + 1 }}', '11'],
    ['{{ 10l }}', '10'],
    ['{{ 1.123 }}', '1.123'],
    ['{{ 1.50 }}', '1.5'],
    ['{{ 12345678.5 }}', '1.23456785E7'],
    ['{{ 0.0001 }}', '1.0E-4'],
    ['{{ 0 * -1 }}', '0'],
    ['{{ 9007199254740992 + 1 }}', '9007199254740993'],
    ['{{ 4611686018427387904 + 1 }}', '4611686018427387905'],
    ['{{ big == 9007199254740993 }}', 'true'],
    ['{{ -one }}', '-1'],
    ['{{ +one }}', '1'],
    ['{{ - - one }}', '1'],
    ['{{ -7 | abs }}', '7'],
  ]);
  fails(context, [
    ['{{ 1 / 0 }}', 'Division by zero.', '1:6'],
    ['{{ 1.0 / 0 }}', 'Division by zero.', '1:8'],
    ['{{ 1 % 0 }}', 'Division by zero.', '1:6'],
    ['{{ 9223372036854775807 + 1 }}', 'does not fit into a 64-bit number', '1:24'],
    ['{{ 9223372036854775808 }}', 'The number is too large.', '1:4'],
    ['{{ 1 - text }}', 'Invalid operands for [-]: a number and a text.', '1:6'],
    ['{{ none + 1 }}', 'Invalid operands for [+]: null and a number.', '1:9'],
    ['{{ map * 2 }}', 'Invalid operands for [*]: a map and a number.', '1:8'],
    ['{{ -text }}', 'Invalid operands for [-]', '1:4'],
  ]);
});

describe('joining', () => {
  prints(context, [
    ["{{ 'apple' ~ 'pear' }}", 'applepear'],
    ["{{ 'a' ~ none ~ 1 ~ true ~ [1] }}", 'a1true[1]'],
    ["{{ 'a' ~ 'b' | upper }}", 'AB'],
    ["{{ 'a' + 'b' | upper }}", 'aB'],
    ["{{ 'a' + 1 }}", 'a1'],
    ["{{ 1 + 'a' }}", '1a'],
    ["{{ 'a' + none }}", 'anull'],
    ['{{ list + 4 }}', '[1,2,3,4]'],
    ['{{ list + [4, 5] }}', '[1,2,3,4,5]'],
    ['{% set more = list + 4 %}{{ list }}', '[1,2,3]'],
    ['{{ "#{one + 1} and #{text}" }}', '2 and apple'],
    ['{{ "#{ "#{one}" }!" }}', '1!'],
    ["{{ '#{one}' }}", '#{one}'],
    ['{{ "# {one}" }}', '# {one}'],
  ]);
});

describe('comparison', () => {
  prints(context, [
    ['{{ 1 == 1.0 }}', 'true'],
    ["{{ '1' == 1 }}", 'false'],
    ["{{ text equals 'apple' }}", 'true'],
    ["{{ text != 'apple' }}", 'false'],
    ['{{ list == [1, 2, 3.0] }}', 'true'],
    ['{{ list == [1, 2] }}', 'false'],
    ["{{ map == {'nothing': null, 'a': 1} }}", 'true'],
    ["{{ map == {'a': 1} }}", 'false'],
    ['{{ none == null }}', 'true'],
    ['{{ none == 0 }}', 'false'],
    ['{{ 2 > 1 }} {{ 2 < 1 }} {{ 2 >= 2 }} {{ 2 <= 1 }}', 'true false true false'],
    ['{{ 1.5 > 1 }}', 'true'],
    ['{{ none < 1 }} {{ 1 >= none }}', 'false false'],
    ['{{ 1 + 1 == 2 }}', 'true'],
  ]);
  fails(context, [
    ["{{ 'a' < 'b' }}", 'Invalid operands for [<]: a text and a text.', '1:8'],
    ['{{ 1 > true }}', 'Invalid operands for [>]', '1:6'],
  ]);
});

describe('logic', () => {
  prints(context, [
    ['{{ true and false }} {{ true or false }} {{ not true }}', 'false true false'],
    ['{{ true or missing }} {{ false and missing }}', 'true false'],
    ['{{ false or false and true }}', 'false'],
    ['{{ 1 and text }}', 'true'],
    ["{{ 0 or '' }}", 'false'],
    ["{{ 'false' and true }}", 'true'],
    ['{{ 1 is defined and 2 > 1 }}', 'true'],
    ['{{ yes ? 1 : 2 }} {{ empty ? 1 : 2 }} {{ none ? 1 : 2 }}', '1 2 2'],
    ['{{ one == 1 ? one == 2 ? 3 : 4 : 5 }}', '4'],
    ['{{ false ? 1 : false ? 2 : 3 }}', '3'],
    ["{{ TRUE }} {{ FALSE }} {{ NULL ?? 'n' }} {{ NONE ?? 'n' }}", 'true false n n'],
  ]);
  fails(context, [
    ['{{ none and true }}', 'Expected true or false, got null.', '1:4'],
    ['{{ false or none }}', 'Expected true or false, got null.', '1:13'],
    ['{{ not none }}', 'Expected true or false, got null.', '1:4'],
    ['{{ not one is even }}', 'Test [even]: Expected a number, got a boolean.', '1:15'],
    ['{{ list ? 1 : 2 }}', 'Expected true or false, got a list.', '1:4'],
    ['{{ missing ? 1 : 2 }}', 'Unable to find `missing`', '1:4'],
    ['{{ true ? missing : 2 }}', 'Unable to find `missing`', '1:11'],
  ]);
});

describe('contains and isIn', () => {
  prints(context, [
    ['{{ list contains 2 }} {{ list contains 9 }}', 'true false'],
    ['{{ list contains [1, 3] }} {{ list contains [1, 9] }}', 'true false'],
    ["{{ map contains 'a' }} {{ map contains 'nothing' }} {{ map contains 'b' }}", 'true true false'],
    ["{{ text contains 'ppl' }}", 'true'],
    ['{{ none contains 1 }}', 'false'],
    ['{{ 2 isIn list }}', 'true'],
  ]);
  fails(context, [
    ['{{ 1 contains 1 }}', 'Invalid operands for [contains]: a number and a number.', '1:6'],
    ['{{ text contains 1 }}', 'Invalid operands for [contains]: a text and a number.', '1:9'],
  ]);
});

describe('ranges', () => {
  prints(context, [
    ['{{ 1..4 }}', '[1,2,3,4]'],
    ['{{ 4..1 }}', '[]'],
    ["{{ 'a'..'d' | join }}", 'abcd'],
    ['{% for i in 1..3 %}{{ i }}{% endfor %}', '123'],
  ]);
  fails(context, [
    ["{{ 1..'d' }}", 'Invalid operands for [..]', '1:5'],
    ['{{ 1..none }}', 'A range goes from number to number', '1:5'],
    ['{{ 1..1.5 }}', 'A range goes from number to number', '1:5'],
  ]);
});

describe('fallbacks', () => {
  prints(context, [
    ['{{ missing ?? 1 }} {{ none ?? 1 }} {{ map.b ?? 1 }} {{ map.b.c.d ?? 1 }}', '1 1 1 1'],
    ['{{ none.a ?? 1 }} {{ map[missing].b ?? 1 }} {{ list[9] ?? 1 }}', '1 1 1'],
    ['{{ missing ?? other ?? 3 }}', '3'],
    ["{{ missing ?? 'a' | upper }}", 'A'],
    ['{{ empty ?? 1 }}|{{ [] ?? 1 }}|{{ {} ?? 1 }}', '|[]|{}'],
    ['{{ missing ??? 1 }}|{{ none ??? 1 }}|', '1||'],
    ['{{ (missing | upper) ?? 1 }} {{ (missing + 1) ?? 2 }} {{ (-missing) ?? 3 }}', '1 2 3'],
    ['{{ (missing ?? missing) is defined }} {{ map.__proto__ ?? 2 }}', 'false 2'],
  ]);
  fails(context, [
    ['{{ missing ?? other }}', 'Unable to find `other` used in the expression', '1:15'],
    ["{{ ('a' * 1) ?? 2 }}", 'Invalid operands for [*]', '1:9'],
  ]);
});
