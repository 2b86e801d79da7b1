import { describe } from 'vitest';
import { fails, prints } from './table.testing';

const context = { list: ['a', 'b', 'c'], map: { k: 1, l: 2 }, none: null, yes: true, empty: [], x: 1 };

describe('text', () => {
  prints(context, [
    ['no tags { here } at all %}', 'no tags { here } at all %}'],
    ['a{{ x }}b{{x}}c', 'a1b1c'],
    ['{ {{ x }} }', '{ 1 }'],
    ['{{ x }}}}', '1}}'],
    ['{{ \'}}\' }}{{ "%}" }}', '}}%}'],
    ['{{ {"a": {"b": 2}}.a }}', '{"b":2}'],
    ['{{ "it\\"s" }} {{ \'it\\\'s\' }} {{ "a\\nb" }} {{ \'\\\\\' }}', 'it"s it\'s a\\nb \\'],
    ['{{ [1, 2,] }} {{ {"a": 1,} }}', '[1,2] {"a":1}'],
  ]);
});

describe('white-space control', () => {
  prints(context, [
    ['a \n {{- x -}} \n b', 'a1b'],
    ['a {{- x }} b', 'a1 b'],
    ['a {{ x -}} b', 'a 1b'],
    ['a {%- if yes -%} b {%- endif -%} c', 'abc'],
    ['a {#- gone -#} b', 'ab'],
    ['{% if yes %}\nb{% endif %}', '\nb'],
    ['{{-1}}', '1'],
    ['{{ 1 -1 }}', '0'],
    ['{{ 1 -}} ', '1'],
  ]);
});

describe('comments and raw text', () => {
  prints(context, [
    ['a{# {{ missing }} {% if %} #}b', 'ab'],
    ['{% raw %}{{ x }}{% endraw %}', '{{ x }}'],
    ['{% raw %}{{ x }}{% endraw %}-{%raw%}{% y %}{%endraw%}', '{{ x }}-{% y %}'],
    ['a {%- raw -%} {{ x }} {%- endraw -%} b', 'a  {{ x }}  b'],
    ['{% raw %}a\n{{ b }}{% endraw %}', 'a\n{{ b }}'],
    ['{% verbatim %}{{ x }}{% endverbatim %}', '{{ x }}'],
    ['a {%- verbatim -%} {{ x }} {%- endverbatim -%} b', 'a{{ x }}b'],
  ]);
  fails(context, [
    ['a {# b', 'Unclosed comment.', '1:3'],
    ['a {% raw %} b', 'Unclosed "raw" tag.', '1:3'],
    ['{% verbatim %}', 'Unclosed "verbatim" tag.', '1:1'],
    ['{% raw %}{% endverbatim %}', 'Unclosed "raw" tag.', '1:1'],
  ]);
});

describe('if', () => {
  prints(context, [
    ['{% if x == 1 %}one{% endif %}', 'one'],
    ['{% if x == 2 %}two{% else %}other{% endif %}', 'other'],
    ['{% if x == 2 %}2{% elseif x == 1 %}1{% elseif missing %}3{% else %}4{% endif %}', '1'],
    ['{% if yes %}{% if not yes %}a{% else %}b{% endif %}c{% endif %}', 'bc'],
    ['{% if missing is defined %}a{% endif %}', ''],
  ]);
  fails(context, [
    ['{% if yes %}', 'Unclosed "if" tag.', '1:1'],
    ['a\n{% if yes %}{% else %}', 'Unclosed "if" tag.', '2:1'],
    ['{% if yes %}{% else %}{% else %}{% endif %}', 'Unexpected tag name "else".', '1:23'],
    ['{% if %}{% endif %}', 'Unexpected end of the expression.', '1:7'],
    ['{% if missing %}{% endif %}', 'Unable to find `missing`', '1:7'],
    ['{% if none %}{% endif %}', 'Expected true or false, got null.', '1:7'],
    ['{% if yes %}{% endif x %}', 'Unexpected "x".', '1:22'],
    ['{% endif %}', 'Unexpected tag name "endif".', '1:4'],
    ['{% if yes %}{% endfor %}', 'Unexpected tag name "endfor".', '1:16'],
  ]);
});

describe('for', () => {
  prints(context, [
    ['{% for i in list %}{{ i }}{% endfor %}', 'abc'],
    ['{% for i in list %}{{ loop.index }}{{ loop.length }}{{ loop.revindex }} {% endfor %}', '032 131 230 '],
    [
      '{% for i in list %}{{ loop.first ? "[" : "," }}{{ i }}{{ loop.last ? "]" : "" }}{% endfor %}',
      '[a,b,c]',
    ],
    ['{% for e in map %}{{ e.key }}={{ e.value }};{% endfor %}', 'k=1;l=2;'],
    ['{% for i in empty %}a{% else %}none{% endfor %}', 'none'],
    ['{% for i in none %}a{% else %}none{% endfor %}', ''],
    [
      '{% for i in [1,2] %}{% for j in [3,4] %}{{ i }}{{ j }}{{ loop.index }} {% endfor %}{{ loop.index }} {% endfor %}',
      '130 141 0 230 241 1 ',
    ],
    ['{% for x in [5] %}{{ x }}{% endfor %}{{ x }}', '51'],
  ]);
  fails(context, [
    ['{% for i in x %}{% endfor %}', 'Cannot loop over a number.', '1:13'],
    ["{% for i in 'abc' %}{% endfor %}", 'Cannot loop over a text.', '1:13'],
    ['{% for i of list %}{% endfor %}', 'Expected "in", found "of".', '1:10'],
    ['{% for true in list %}{% endfor %}', 'Can not assign a value to true.', '1:8'],
    ['{% for i in list %}', 'Unclosed "for" tag.', '1:1'],
    ['{% for i in list %}{% endfor %}{{ i }}', 'Unable to find `i`', '1:35'],
    ['{% for i in list %}{{ missing }}{% endfor %}', 'Unable to find `missing`', '1:23'],
  ]);
});

describe('set', () => {
  prints(context, [
    ['{% set y = x + 1 %}{{ y }}', '2'],
    ['{% set x = 5 %}{{ x }}', '5'],
    ['{% set n = 0 %}{% for i in list %}{% set n = n + 1 %}{% endfor %}{{ n }}', '3'],
    ['{% if yes %}{% set z = 1 %}{% endif %}{{ z }}', '1'],
    ['{% for i in list %}{% set inner = i %}{% endfor %}{{ inner is defined }}', 'false'],
    ['{% set y = null %}{{ y ?? 2 }}', '2'],
  ]);
  fails(context, [
    ['{% set 1 = 2 %}', 'Expected a name, found a number.', '1:8'],
    ['{% set a 2 %}', 'Expected "=", found a number.', '1:10'],
    ['{% set a = %}', 'Unexpected end of the expression.', '1:12'],
    ['{% set null = 1 %}', 'Can not assign a value to null.', '1:8'],
  ]);
});

describe('grammar', () => {
  fails(context, [
    ['{{ x', 'Unclosed "{{".', '1:1'],
    ['a\n{{ x }', 'Unexpected "}".', '2:6'],
    ['{% set a = 1', 'Unclosed "{%".', '1:1'],
    ['{{ }}', 'Unexpected end of the expression.', '1:4'],
    ['{{ x y }}', 'Unexpected "y".', '1:6'],
    ['{{ (x }}', 'Unclosed "(".', '1:4'],
    ['{{ (x] }}', 'Unclosed "(".', '1:4'],
    ['{{ x) }}', 'Unexpected ")".', '1:5'],
    ["{{ 'abc }}", "Unclosed '.", '1:4'],
    ['{{ "a#{x" }}', 'Unclosed', '1:9'],
    ['{{ x + }}', 'Unexpected end of the expression.', '1:8'],
    ['{{ + }}', 'Unexpected end of the expression.', '1:6'],
    ['{{ x. }}', 'Expected a name, found end of the expression.', '1:7'],
    ['{{ x | }}', 'Expected a name', '1:8'],
    ['{{ x | 1 }}', 'Expected a name, found a number.', '1:8'],
    ['{{ x is }}', 'Expected a name', '1:9'],
    ['{{ [1 2] }}', 'Expected ",", found a number.', '1:7'],
    ['{{ {"a" 1} }}', 'Expected ":", found a number.', '1:9'],
    ['{{ max(1 2) }}', 'Expected ",", found a number.', '1:10'],
    ['{{ date(a=1, 2) }}', 'Arguments without a name must come before', '1:14'],
    ['{{ date(a=1, a=2) }}', 'The argument [a] is given twice.', '1:14'],
    ['{{ x ? 1 }}', 'Expected ":", found end of the expression.', '1:10'],
    ['{{ x @ 1 }}', 'Unexpected character [@].', '1:6'],
    ['{{ 😀 }}', 'Unexpected character [😀].', '1:4'],
    ['{% embed a %}{% endembed %}', 'Unexpected tag name "embed".', '1:4'],
    ['{% include "a" %}', 'Unexpected tag name "include".', '1:4'],
    ['{% %}', 'Expected a name', '1:4'],
    ['{{ {[1]: 2} }}', 'The key of a map must be a text.', '1:5'],
  ]);
});
