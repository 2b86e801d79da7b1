import { fuzz } from '@headrace/testkit/fuzz';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkTemplate, ExpressionError, references, render, renderTyped } from '.';
import { changedTemplates, characters, realTemplates, soup, templates } from './random.testing';

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
  it.each([
    ['any characters', characters, 100],
    ['tokens', soup, 1_000],
    ['well-formed expressions', templates, 300],
    ['real ones with pieces cut out, put in and moved', changedTemplates, 1_000],
  ])('made of %s', (name, made, runs) =>
    fuzz(import.meta.dirname, `made of ${name}`, fc.asyncProperty(made, survives), { runs }),
  );

  it('begin with real ones that can be read', () => {
    expect(realTemplates.filter((source) => checkTemplate(source) !== null)).toEqual([]);
  });

  it('are refused by rendering exactly when checking refuses them', () =>
    fuzz(
      import.meta.dirname,
      'refused alike',
      fc.asyncProperty(fc.oneof(soup, changedTemplates), async (source) => {
        const kind = await render(source, {}, { budget }).then(
          () => null,
          (error: unknown) => (error instanceof ExpressionError ? error.kind : 'crash'),
        );
        expect(kind === 'syntax').toBe(checkTemplate(source) !== null);
      }),
      { runs: 500 },
    ));
});

describe('printed JSON', () => {
  it('reads back as the same data', () =>
    fuzz(
      import.meta.dirname,
      'printed JSON',
      fc.asyncProperty(fc.jsonValue({ maxDepth: 4 }), async (value) => {
        const printed = await render('{{ value | toJson }}', { value });
        expect(JSON.parse(printed)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
      { runs: 100 },
    ));
});
