import { describe, expect, it } from 'vitest';
import { failureOf, fails, prints } from './table.testing';
import { references, renderTyped } from '.';

const context = { a: 1, name: 'outer', list: ['x', 'y'], block: { test: { k: 1 } } };

describe('macro', () => {
  prints(context, [
    [
      "{% macro hi(who, mark='!') %}Hi {{ who }}{{ mark }}{% endmacro %}{{ hi('A') }} {{ hi('B', mark='?') }}",
      'Hi A! Hi B?',
    ],
    ['{{ later(2) }}{% macro later(n) %}<{{ n }}>{% endmacro %}', '<2>'],
    ['{% macro m(x) %}{{ x ?? "none" }}{% endmacro %}{{ m() }}', 'none'],
    ['{% macro m(x, y=x + 1) %}{{ y }}{% endmacro %}{{ m(1) }} {{ m(1, 5) }}', '2 5'],
    ['{% macro m(_context) %}{{ _context.name }}{% endmacro %}{{ m(_context) }}', 'outer'],
    ["{% set s = 'in' %}{% macro m(_context) %}{{ _context.s }}{% endmacro %}{{ m(_context) }}", 'in'],
    ['{% macro m() %}{% set name = 1 %}{{ name }}{% endmacro %}{{ m() }} {{ name }}', '1 outer'],
    ['{% macro a(n) %}{{ n }}{% if n > 0 %}{{ a(n - 1) }}{% endif %}{% endmacro %}{{ a(3) }}', '3210'],
    ['{% for i in list %}{{ m(i) }}{% endfor %}{% macro m(i) %}[{{ i }}]{% endmacro m %}', '[x][y]'],
    ['{% macro m(x) %}{{ x }}{% endmacro %}{{ m([1]) | upper }} {{ m("b") | length }}', '[1] 1'],
    ['{{ _context.a }}', '1'],
    [
      "{% macro f(x) %}{% for i in 1..2 %}{{ s(x) }}{% endfor %}{% endmacro %}{% macro s(x) %}{{ x }}{% endmacro %}{{ f('q') }}",
      'qq',
    ],
  ]);
  fails(context, [
    ['{% macro m() %}{{ name }}{% endmacro %}{{ m() }}', 'Unable to find `name`', '1:19'],
    ['{% macro m() %}{{ _context.name }}{% endmacro %}{{ m() }}', 'Unable to find `_context`', '1:19'],
    [
      '{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}',
      'Function [m]: Takes at most 1 arguments, not 2.',
      '1:34',
    ],
    ['{% macro m(a) %}{% endmacro %}{{ m(b=2) }}', 'There is no argument [b].', '1:34'],
    ['{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}', 'Too many rendering attempts', '1:19'],
    [
      '{% macro m() %}{% endmacro %}{% macro m() %}{% endmacro %}',
      'More than one macro can not share the same name: m.',
      '1:39',
    ],
    ['{% macro m(a, a) %}{% endmacro %}', 'The parameter [a] is there twice.', '1:15'],
    ['{% macro m %}{% endmacro %}', 'Expected "(", found end of the expression.', '1:12'],
    ['{% macro m() %}', 'Unclosed "macro" tag.', '1:1'],
    ['{% macro m() %}{% endmacro other %}', 'Expected the name "m", found "other".', '1:28'],
    ['{% macro m(null) %}{% endmacro %}', 'Can not assign a value to null.', '1:12'],
    ['{{ ma() }}{% macro max2() %}{% endmacro %}', 'Function or Macro [ma] does not exist.', '1:4'],
  ]);

  it('does not lose count of its depth when an unknown name is forgiven', async () => {
    const error = await failureOf(
      "{% macro m() %}{{ nope }}{% endmacro %}{% for i in 1..300 %}{{ m() ?? '' }}{% endfor %}{{ x }}",
    );
    expect(error.message).toContain('Unable to find `x`');
  });

  it('waits for functions of the caller', async () => {
    const functions = { secret: async () => 's' };
    const template = "{% macro m(k=secret('a')) %}{{ k }}{{ secret('b') }}{% endmacro %}{{ m() }}{{ m() }}";
    expect(await renderTyped(template, {}, { functions })).toBe('ssss');
  });
});

describe('block', () => {
  prints(context, [
    ['{% block b %}x{{ a }}{% endblock %}-{{ block("b") }}', 'x1-x1'],
    ["{{ block('b') }}-{% block 'b' %}y{% endblock b %}", 'y-y'],
    ["{% block b %}{{ a }}{% endblock %}{% set a = 2 %}{{ block('b') | upper }}", '12'],
    ["{{ block('nope') }}|", '|'],
    ["{{ block['test'] }}", '{"k":1}'],
  ]);
  fails(context, [
    ["{% block b %}{{ block('b') }}{% endblock %}", 'Too many rendering attempts', '1:17'],
    [
      '{% block b %}{% endblock %}{% block b %}{% endblock %}',
      'More than one block can not share the same name: b.',
      '1:37',
    ],
    ['{% block b %}', 'Unclosed "block" tag.', '1:1'],
    ['{% block "x#{1}" %}{% endblock %}', 'Expected a name without expressions in it.', '1:10'],
    ['{{ block() }}', 'The argument [name] is missing.', '1:4'],
  ]);
});

describe('filter', () => {
  prints(context, [
    ['{% filter upper %}a{{ name }}{% endfilter %}', 'AOUTER'],
    ["{% filter trim | replace({'o': '0'}) | upper %} {{ name }} {% endfilter %}", '0UTER'],
    ['{% filter upper %}a{% filter lower %}B{% endfilter %}c{% endfilter %}', 'AbC'.toUpperCase()],
    ['{% filter length %}abc{% endfilter %}', '3'],
    [
      '{% filter upper %}{% for i in list %}{{ i }}{% endfor %}{% endfilter %}{% filter lower %}{% endfilter %}',
      'XY',
    ],
    ['{% filter md5 %}abc{% endfilter %}', '900150983cd24fb0d6963f7d28e17f72'],
    ["{% filter regexReplace('a', 'b') %}a{% endfilter %}", 'b'],
  ]);
  fails(context, [
    ['{% filter nope %}a{% endfilter %}', 'Filter [nope] does not exist.', '1:11'],
    ['{% filter upper %}a', 'Unclosed "filter" tag.', '1:1'],
    ['{% filter %}a{% endfilter %}', 'Expected a name, found end of the expression.', '1:11'],
    ['{% filter upper + 1 %}a{% endfilter %}', 'Unexpected "+".', '1:17'],
  ]);
});

describe('verbatim', () => {
  prints(context, [['{% verbatim %}{{ x }}{% endverbatim %}{{ a }}', '{{ x }}1']]);
});

describe('references of tags', () => {
  it.each([
    ['{% macro m(x) %}{{ x.y }}{{ z }}{% endmacro %}{{ m(inputs.a) }}', [{ root: 'inputs', path: ['a'] }]],
    [
      '{{ m(_context) }}{{ _context.b.c }}',
      [
        { root: '*', path: [] },
        { root: 'b', path: ['c'] },
      ],
    ],
    ['{% block b %}{{ a }}{% endblock %}', [{ root: 'a', path: [] }]],
    [
      "{% filter replace({'x': y}) %}{{ a }}{% endfilter %}",
      [
        { root: 'a', path: [] },
        { root: 'y', path: [] },
      ],
    ],
    ['{% macro m() %}{{ render("x") }}{% endmacro %}', [{ root: '*', path: [] }]],
    ["{{ tasksWithState('FAILED') }}", [{ root: 'tasks', path: [] }]],
    ["{{ fileURI('x') }}", [{ root: 'flow', path: ['namespace'] }]],
    [
      '{{ currentEachOutput(outputs.t) }}',
      [
        { root: 'parents', path: [] },
        { root: 'taskrun', path: ['value'] },
        { root: 'outputs', path: ['t'] },
      ],
    ],
  ])('%s', (template, expected) => {
    expect(references(template)).toEqual(expected);
  });
});
