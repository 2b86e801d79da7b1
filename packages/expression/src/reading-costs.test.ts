import { describe, expect, it } from 'vitest';
import { checkTemplate, references, render, renderWithTrace } from '.';
import { failureOf } from './table.testing';

/** Long templates in the shapes that readers find hard, about so many characters long. */
const SHAPES: Readonly<Record<string, (characters: number) => string>> = {
  prints: (characters) => '{{ a }}'.repeat(characters / 7),
  list: (characters) => `{{ [${'a,'.repeat(characters / 2)}] }}`,
  sums: (characters) => '{{ 1+1+1+1+1+1+1+1+1+1 }}'.repeat(characters / 26),
  lines: (characters) => `{{ [${'a,\n'.repeat(characters / 3)}] }}`,
  text: (characters) => `{{ '${"\\'".repeat(characters / 2)}' }}`,
  interpolations: (characters) => `{{ "${'#{a}'.repeat(characters / 4)}" }}`,
  arguments: (characters) =>
    `{{ f(${Array.from({ length: characters / 9 }, (_, index) => `a${index}=1`).join(',')}) }}`,
  names: (characters) =>
    Array.from(
      { length: characters / 40 },
      (_, index) => `{% set a${index} = 1 %}{% for i in x %}{% endfor %}`,
    ).join(''),
  spaces: (characters) => `{{${' '.repeat(characters)}a }}`,
  braces: (characters) => '{ '.repeat(characters / 2) + '{{ a }}',
  unclosed: (characters) => `{{ ${'[1],'.repeat(characters / 4)}`,
  comments: (characters) => '{# a #}'.repeat(characters / 7),
};

describe.each(Object.entries(SHAPES))('a long template of %s', (_shape, templateOfLength) => {
  it.each([500_000, 2_000_000, 8_000_000])('is refused to be evaluated: %d', async (characters) => {
    const { result, error, trace } = await renderWithTrace(templateOfLength(characters), { a: 1, x: [] });
    expect(result).toBeNull();
    expect(error?.kind).toBe('budget');
    expect(error?.message).toContain('The template has more than 65536 characters.');
    expect(trace).toEqual([]);
  });

  it('is refused in a flow beyond a million characters', async () => {
    const template = templateOfLength(1_100_000);
    expect(checkTemplate(template)?.message).toContain('more than 1048576 characters');
    expect(references(template)).toEqual([]);
    expect((await failureOf(template)).kind).toBe('budget');
  });
});

describe('reading a template', () => {
  it.each(['prints', 'list', 'sums', 'interpolations', 'arguments', 'names', 'comments'])(
    'is inside the budget of steps: %s',
    async (shape) => {
      const template = SHAPES[shape]?.(100_000) ?? '';
      const error = await failureOf(template, {}, { budget: { steps: 1_000 } });
      expect(error.message).toContain('needs more than 1000 steps');
    },
  );

  it('reads the clock', async () => {
    let timeMs = 0;
    const clockMs = (): number => {
      timeMs += 60;
      return timeMs;
    };
    const error = await failureOf(
      SHAPES['list']?.(100_000) ?? '',
      {},
      { clockMs, budget: { wallTimeMs: 100 } },
    );
    expect(error.message).toContain('runs longer than 100 ms');
  });

  it('tells the place of a fault behind many lines and tags', async () => {
    const before = '{{ 1 }}\n'.repeat(5_000);
    const error = await failureOf(`${before}ab {{ missing }} {{ 2 }}`);
    expect([error.line, error.column, error.expression]).toEqual([5_001, 7, '{{ missing }}']);
    expect((await failureOf('x }} {{ a')).expression).toBe('{{ a');
  });

  it('renders what is just short enough', async () => {
    const template = `${'x'.repeat(1_048_569)}{{ a }}`;
    expect(await render(template, { a: 1 })).toHaveLength(1_048_570);
  });
});
