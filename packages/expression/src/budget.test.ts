import { describe, expect, it } from 'vitest';
import { type Budget, checkTemplate, type Context, ExpressionError, render, renderDeep } from '.';
import { failureOf } from './table.testing';

const DOUBLING = (start: string, step: string, times: number): string =>
  `{% set a = ${start} %}${`{% set a = ${step} %}`.repeat(times)}{{ a }}`;

function deepList(levels: number): unknown {
  let value: unknown = 'x';
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
}

function cyclic(): unknown {
  const value: Record<string, unknown> = {};
  value.self = value;
  return value;
}

describe('hostile templates', () => {
  const many = 10_000;
  /** A tenth of what is allowed, so that the tests are quick; the depth is the real one. */
  const budget = { steps: 500_000, outputCharacters: 1_600_000 };
  const rows: readonly (readonly [name: string, template: string, context?: Context])[] = [
    ['parentheses', `{{ ${'('.repeat(many)}1${')'.repeat(many)} }}`],
    ['brackets', `{{ ${'['.repeat(many)}${']'.repeat(many)} }}`],
    ['maps', `{{ ${'{"a":'.repeat(many)}1${'}'.repeat(many)} }}`],
    ['calls', `{{ ${'max('.repeat(many)}1${')'.repeat(many)} }}`],
    ['filter arguments', `{{ ${'1|default('.repeat(many)}1${')'.repeat(many)} }}`],
    ['indexes', `{{ ${'a['.repeat(many)}1${']'.repeat(many)} }}`, { a: [1] }],
    ['unary operators', `{{ ${'not '.repeat(many)}true }}`],
    ['signs', `{{ ${'-'.repeat(many)}1 }}`],
    ['ternaries', `{{ ${'true ? 1 : '.repeat(many)}1 }}`],
    ['sums', `{{ 1${' + 1'.repeat(many)} }}`],
    ['filters', `{{ 'a'${' | upper'.repeat(many)} }}`],
    ['fallbacks', `{{ a${' ?? a'.repeat(many)} }}`],
    ['members', `{{ a${'.a'.repeat(many)} }}`, { a: cyclic() }],
    ['interpolations', `{{ ${'"#{'.repeat(many)}1${'}"'.repeat(many)} }}`],
    ['ifs', `${'{% if true %}'.repeat(many)}${'{% endif %}'.repeat(many)}`],
    ['fors', `${'{% for i in [1] %}'.repeat(many)}${'{% endfor %}'.repeat(many)}`],
    ['a giant range', '{{ 1..9007199254740991 }}'],
    ['a giant range by function', '{{ range(1, 1000000000) }}'],
    ['nested loops', `${'{% for i in 1..1000 %}'.repeat(5)}x${'{% endfor %}'.repeat(5)}`],
    ['loops that print nothing', `${'{% for i in 1..1000 %}'.repeat(5)}${'{% endfor %}'.repeat(5)}`],
    ['doubled text', DOUBLING("'ab'", 'a ~ a', 60)],
    ['doubled lists', DOUBLING('[1]', 'a + a', 60)],
    ['nested lists', DOUBLING('[1]', '[a, a]', 60)],
    ['merged lists', DOUBLING('[1]', 'a | merge(a)', 60)],
    ['replaced text', DOUBLING("'a'", "a | replace({'a': 'aaaaaaaaaa'})", 20)],
    ['replaced patterns', DOUBLING("'a'", "a | replace({'[a]': 'aaaaaaaaaa'}, regexp=true)", 20)],
    ['joined text', DOUBLING("'ab'", '[a, a, a, a] | join(a)', 30)],
    ['interpolated text', DOUBLING("'ab'", '"#{a}#{a}"', 60)],
    ['encoded text', DOUBLING("'%'", 'a | urlencode | urlencode | base64encode', 60)],
    [
      'compared lists',
      `{% set a = [1] %}${'{% set a = [a, a] %}'.repeat(60)}{% set b = [1] %}${'{% set b = [b, b] %}'.repeat(60)}{{ a == b }}`,
    ],
    ['growing variable', '{{ render(a) }}', { a: 'x{{ a }}{{ a }}' }],
    ['variables in a circle', '{{ render(a) }}', { a: '{{ render(b) }}', b: '{{ render(a) }}' }],
    ['a circle with width', '{{ render(a) }}', { a: '{{ render(a) }}{{ render(a) }}' }],
    ['data in a circle', '{{ a }}', { a: cyclic() }],
    ['deep data', '{{ a }}', { a: deepList(50_000) }],
    ['deep data in a function', '{{ f(a) }}', { a: deepList(50_000) }],
    ['deep data compared', '{{ a == b }}', { a: deepList(50_000), b: deepList(50_000) }],
    ['deep data rendered again', '{{ render(a) }}', { a: deepList(50_000) }],
    ['deep data replaced', "{{ a | replace({'x': 'y'}) }}", { a: deepList(50_000) }],
    ['a pattern that is too large', "{{ 'a' | split('((a{100}){100}){100}') }}"],
    ['a jq query without end', "{{ '1' | jq('[repeat(1)]') }}"],
    ['a jq query that calls itself', "{{ '1' | jq('def f: [f]; f') }}"],
    ['a macro that calls itself', '{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}'],
    ['a function of the prototype', '{{ a.constructor.constructor("return process")() }}', { a: {} }],
  ];

  it.each(rows.map(([name, template, context]) => ({ name, template, context })))(
    '$name: ends with an ExpressionError',
    async ({ template, context }) => {
      const error = await failureOf(template, context, { functions: { f: () => 1 }, budget });
      expect(error).toBeInstanceOf(ExpressionError);
      expect(error.message.length).toBeLessThan(1_000);
    },
  );

  it('is checked without running out of stack', () => {
    for (const [, template] of rows) expect(() => checkTemplate(template)).not.toThrow();
  });

  it('is stopped inside data too', async () => {
    await expect(renderDeep(deepList(50_000) as string[], {})).rejects.toBeInstanceOf(ExpressionError);
  });
});

describe('what is allowed', () => {
  const levels = 90;
  it.each([
    ['parentheses', `{{ ${'('.repeat(levels)}1${')'.repeat(levels)} }}`, '1'],
    ['calls', `{{ ${'max('.repeat(levels)}1${')'.repeat(levels)} }}`, '1'],
    ['a long sum', `{{ 1${' + 1'.repeat(levels)} }}`, String(levels + 1)],
    ['ifs', `${'{% if true %}'.repeat(levels)}x${'{% endif %}'.repeat(levels)}`, 'x'],
    ['many tags', '{{ 1 }}'.repeat(5_000), '1'.repeat(5_000)],
    ['a long loop', '{% for i in 1..100000 %}{{ i % 2 }}{% endfor %}', '10'.repeat(50_000)],
  ])('%s', async (_name, template, printed) => {
    expect(await render(template, {})).toBe(printed);
  });

  it('nested templates that all nest deeply', async () => {
    const context: Record<string, unknown> = { v0: 'end' };
    const nest = (inner: string): string => `{{ ${'('.repeat(15)}${inner}${')'.repeat(15)} }}`;
    for (let index = 1; index <= 20; index += 1) context[`v${index}`] = nest(`render(v${index - 1})`);
    expect(await render('{{ render(v20) }}', context)).toBe('end');
  });
});

describe('limits', () => {
  const limited = (template: string, budget: Partial<Budget>): Promise<ExpressionError> =>
    failureOf(template, {}, { budget });

  it.each([
    ['{% for i in 1..50 %}{{ i }}{% endfor %}', { steps: 150 }, 'needs more than 150 steps', '1:24'],
    ["{{ 'abcdef' ~ 'ghijkl' }}", { outputCharacters: 10 }, 'a text of more than 10 characters', '1:13'],
    ["{{ 'abcdef' }}{{ 'ghijkl' }}", { outputCharacters: 10 }, 'a text of more than 10 characters', '1:18'],
    ['{{ 1..11 }}', { rangeSize: 10 }, 'a range of more than 10 items', '1:5'],
    ['{{ [[[[[[1]]]]]] }}', { nestingDepth: 5 }, 'nested deeper than 5 levels', '1:1'],
  ])('%s %j', async (template, budget, message, place) => {
    const error = await limited(template, budget);
    expect(error.kind).toBe('budget');
    expect(error.message).toContain(message);
    expect(`${error.line}:${error.column}`).toBe(place);
  });

  it('stops when the clock says so', async () => {
    let timeMs = 0;
    const clockMs = (): number => {
      timeMs += 60;
      return timeMs;
    };
    const error = await failureOf(
      '{% for i in 1..50000 %}{{ i }}{% endfor %}',
      {},
      { clockMs, budget: { wallTimeMs: 100 } },
    );
    expect(error.message).toContain('runs longer than 100 ms');
  });

  it('does not count the time of the functions of the caller', async () => {
    let timeMs = 0;
    const slow = async (): Promise<number> => {
      timeMs += 60_000;
      return 1;
    };
    const options = { clockMs: () => timeMs, functions: { slow } };
    const template = '{{ slow() }}{% for i in 1..5000 %}{{ i }}{% endfor %}';
    expect((await render(template, {}, options)).startsWith('1123')).toBe(true);
  });
});
