import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkTemplate, ExpressionError, references, render, renderTyped } from '.';
import { characters, soup, templates } from './random.testing';

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
  it('made of any characters', () => fc.assert(fc.asyncProperty(characters, survives)));

  it('made of tokens', () => fc.assert(fc.asyncProperty(soup, survives), { numRuns: 1_000 }));

  it('made of well-formed expressions', () =>
    fc.assert(fc.asyncProperty(templates, survives), { numRuns: 300 }));

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
