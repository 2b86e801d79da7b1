import fc from 'fast-check';
import { filters } from './filters';
import { functions } from './functions';
import { commonMethods } from './methods';
import { listMethods } from './methods/list';
import { mapMethods } from './methods/map';
import { numberMethods } from './methods/number';
import { textMethods } from './methods/text';
import { tests } from './tests';

const METHODS = [commonMethods, textMethods, listMethods, mapMethods, numberMethods].flatMap((table) =>
  table.map(([name]) => name),
);

/** Templates that only a mischievous mind would write: any characters, any tokens, and well-formed ones. */
export const characters = fc
  .array(
    fc.oneof(
      fc.constantFrom(...'{}%#"\'-'),
      fc.integer({ min: 0, max: 0xff_ff }).map((code) => String.fromCharCode(code)),
    ),
  )
  .map((parts) => parts.join(''));
const pieces = fc.constantFrom(
  ...[
    '{{',
    '}}',
    '{%',
    '%}',
    '{#',
    '#}',
    '-',
    '{{-',
    '-%}',
    ' ',
    '\n',
    "'",
    '"',
    '#{',
    '}',
    '{',
    '(',
    ')',
    '[',
    ']',
  ],
  ...[
    '.',
    '..',
    ',',
    ':',
    '=',
    '==',
    '|',
    '~',
    '?',
    '??',
    '???',
    '+',
    '*',
    '/',
    '%',
    '<',
    '!=',
    '\\',
    '1',
    '2.5',
    '10L',
  ],
  ...[
    'if',
    'elseif',
    'else',
    'endif',
    'for',
    'in',
    'endfor',
    'set',
    'macro',
    'endmacro',
    'block',
    'endblock',
    'filter',
    'endfilter',
    'raw',
    'endraw',
    'verbatim',
    'is',
    'not',
    'and',
    'or',
  ],
  ...[
    'contains',
    'isIn',
    'equals',
    'a',
    'b.c',
    'b.d.e',
    'text',
    'list',
    'none',
    'missing',
    '__proto__',
    'constructor',
  ],
  ...filters.keys(),
  ...functions.keys(),
  ...tests.keys(),
  ...METHODS,
);
export const soup = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(' '));

const name = fc.constantFrom(
  'a',
  'b',
  'text',
  'list',
  'none',
  'empty',
  'again',
  'missing',
  'b.c',
  'b.d',
  'b.d.e',
  'loop.index',
);
const literal = fc.oneof(
  fc.integer({ min: -5, max: 20 }).map(String),
  fc.constantFrom('1.5', '7.0', 'true', 'false', 'null', '9223372036854775807', '[]', '{}'),
  fc.string({ maxLength: 8 }).map((text) => `'${text.replaceAll('\\', '').replaceAll("'", '')}'`),
);
const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const inner = tie('expression');
  const call = (names: Iterable<string>, separator: string) =>
    fc
      .tuple(fc.constantFrom(...names), fc.array(inner, { maxLength: 3 }))
      .map(([called, args]) => `${separator}${called}(${args.join(', ')})`);
  return {
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      name,
      literal,
      fc
        .tuple(
          inner,
          fc.constantFrom(
            '+',
            '-',
            '*',
            '/',
            '%',
            '~',
            '..',
            '??',
            '???',
            '==',
            '<',
            '>=',
            'and',
            'or',
            'contains',
            'isIn',
          ),
          inner,
        )
        .map((parts) => `(${parts.join(' ')})`),
      fc.tuple(inner, call(filters.keys(), ' | ')).map((parts) => `(${parts.join('')})`),
      fc.tuple(inner, call(METHODS, '.')).map(([x, called]) => `(${x})${called}`),
      fc.tuple(inner, fc.constantFrom(...tests.keys())).map(([left, test]) => `(${left} is ${test})`),
      call(functions.keys(), ''),
      fc.tuple(inner, inner, inner).map(([x, y, z]) => `(${x} ? ${y} : ${z})`),
      fc.tuple(inner, inner).map(([x, y]) => `[${x}, ${y}]`),
      fc.tuple(inner, inner).map(([x, y]) => `(${x})[${y}]`),
      inner.map((x) => `{'k': ${x}}`),
      inner.map((x) => `(-${x})`),
      inner.map((x) => `(not ${x})`),
    ),
  };
});
const wellFormed = fc
  .array(
    fc.oneof(
      fc.string({ maxLength: 5 }),
      expression.map((x) => `{{ ${x} }}`),
      fc.tuple(expression, expression).map(([x, y]) => `{% if ${x} %}{{ ${y} }}{% else %}n{% endif %}`),
      fc.tuple(expression, expression).map(([x, y]) => `{% for a in ${x} %}{{ ${y} }}{% endfor %}`),
      expression.map((x) => `{% set list = ${x} %}`),
      expression.map((x) => `{% macro m(a, b=${x}) %}{{ a }}{{ b }}{% endmacro %}{{ m(1) }}`),
      expression.map((x) => `{% block b %}{{ ${x} }}{% endblock %}{{ block('b') }}`),
      expression.map((x) => `{% filter upper | default(${x}) %}t{{ ${x} }}{% endfilter %}`),
      expression.map((x) => `{{ "t#{${x}}\\"#{'x'}{" }}`),
      fc.constantFrom(
        'a{# c #}b',
        'x{ {{- a }}',
        '{% verbatim %}{{ a }}{% endverbatim %}',
        '{% raw %}{{ a }}{% endraw %}',
      ),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));

/** Templates that mostly can be parsed. */
export const templates = wellFormed;

/** Templates as people write them in flows. */
export const realTemplates: readonly string[] = [
  'Hello {{ inputs.name }}, it is {{ now() | date("yyyy-MM-dd HH:mm") }}.',
  'kestra:///{{ flow.namespace | replace({".": "/"}) }}/{{ flow.id | slugify }}/{{ execution.id }}.csv',
  "{{ outputs.fetch['body'].items[0].id ?? 'none' }}",
  '{{ (trigger.date ?? execution.startDate) | dateAdd(-1, "DAYS") | date("yyyy-MM-dd") }}',
  '{% if inputs.limit > 10 and inputs.city is not empty %}many{% elseif text contains "x" %}some{% else %}few{% endif %}',
  '{% for row in list %}{{ loop.index }}: {{ row }}{% if not loop.last %}, {% endif %}{% endfor %}',
  '{{ b.c | jq(".[] | select(. != null)") | first }}',
  '{% set total = 0 %}{% for n in list %}{% set total = total + n %}{% endfor %}{{ total | numberFormat("0.00") }}',
  '{"name": "{{ text }}", "ok": {{ b.d.e }}, "list": {{ list | toJson }}}',
  "{{ render(again) }} {{ fromJson('{\"a\": [1, 2]}').a | join('-') }}",
  '{# why #}{{- text | split(";") | last | trim | upper -}}  {% raw %}{{ as it is }}{% endraw %}',
  '{% macro line(label, value="-") %}{{ label }}: {{ value }}{% endmacro %}{{ line("a", a) }}{{ line("b") }}',
  '{{ a is odd ? "odd" : (a is even ? "even" : "?") }} {{ missing | default("none") }} {{ -a * 2 + 1 % 3 }}',
  'A text in {braces}, with {{ "quotes \\" and #{a}" }} and % signs',
];

const change = fc.record({
  at: fc.nat({ max: 150 }),
  cut: fc.nat({ max: 10 }),
  put: fc.oneof(fc.constant(''), pieces, fc.string({ maxLength: 3 })),
  movedTo: fc.option(fc.nat({ max: 150 })),
});

/** Real templates with pieces cut out, put in and moved. */
export const changedTemplates = fc
  .tuple(fc.constantFrom(...realTemplates), fc.array(change, { minLength: 1, maxLength: 4 }))
  .map(([template, changes]) =>
    changes.reduce((source, { at, cut, put, movedTo }) => {
      const rest = source.slice(0, at) + put + source.slice(at + cut);
      if (movedTo === null) return rest;
      return rest.slice(0, movedTo) + source.slice(at, at + cut) + rest.slice(movedTo);
    }, template),
  );
