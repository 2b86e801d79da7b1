import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkTemplate, ExpressionError, references, render, renderTyped } from '.';
import { filters } from './filters';
import { functions } from './functions';
import { tests } from './tests';

const context = {
  a: 1,
  b: { c: [1, 2.5, null, 'x'], d: { e: true } },
  text: 'some, text; 2024-01-01',
  list: [3, 1, 2],
  none: null,
  empty: '',
  again: '{{ a }} {{ b }}',
};
const budget = { steps: 20_000, outputCharacters: 10_000, rangeSize: 1_000 };

const characters = fc
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
);
const soup = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(' '));

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
const template = fc
  .array(
    fc.oneof(
      fc.string({ maxLength: 5 }),
      expression.map((x) => `{{ ${x} }}`),
      fc.tuple(expression, expression).map(([x, y]) => `{% if ${x} %}{{ ${y} }}{% else %}n{% endif %}`),
      fc.tuple(expression, expression).map(([x, y]) => `{% for a in ${x} %}{{ ${y} }}{% endfor %}`),
      expression.map((x) => `{% set list = ${x} %}`),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));

async function survives(source: string): Promise<void> {
  const before = JSON.stringify(context);
  let now = 0;
  const options = { budget, now: () => new Date(0), timeZone: 'UTC', clockMs: () => (now += 0) };
  try {
    const text = await render(source, context, options);
    if (source.includes('{')) expect(text.length).toBeLessThanOrEqual(budget.outputCharacters);
  } catch (error) {
    expect(error).toBeInstanceOf(ExpressionError);
    if (!(error instanceof ExpressionError)) return;
    expect(error.line).toBeGreaterThan(0);
    expect(error.column).toBeGreaterThan(0);
  }
  await renderTyped(source, context, options).catch((error: unknown) => {
    expect(error).toBeInstanceOf(ExpressionError);
  });
  references(source);
  const problem = checkTemplate(source);
  if (problem !== null) expect(problem.column).toBeGreaterThan(0);
  expect(JSON.stringify(context)).toBe(before);
}

describe('random templates', () => {
  it('made of any characters', () => fc.assert(fc.asyncProperty(characters, survives)));

  it('made of tokens', () => fc.assert(fc.asyncProperty(soup, survives), { numRuns: 1_000 }));

  it('made of well-formed expressions', () =>
    fc.assert(fc.asyncProperty(template, survives), { numRuns: 300 }));

  it('are refused by rendering exactly when checking refuses them', () =>
    fc.assert(
      fc.asyncProperty(soup, async (source) => {
        const kind = await render(source, {}, { budget }).then(
          () => null,
          (error: unknown) => (error instanceof ExpressionError ? error.kind : 'crash'),
        );
        expect(kind === 'syntax').toBe(checkTemplate(source) !== null);
      }),
      { numRuns: 500 },
    ));
});

describe('printed JSON', () => {
  it('reads back as the same data', () =>
    fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 4 }), async (value) => {
        const printed = await render('{{ value | toJson }}', { value });
        expect(JSON.parse(printed)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    ));
});
