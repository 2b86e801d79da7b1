import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readJson } from '@headrace/json';
import { beforeAll, describe, expect, it } from 'vitest';
import { ExpressionError, render } from '..';
import { recordedContext, recordedOptions } from './context.testing';
import { type Answer, type Compared, DIFFERENCES } from './differences.testing';

/** Each line: an expression and what Kestra answered, `{ expression, result }` or `{ expression, error }`. */
const ANSWERS = join(import.meta.dirname, 'answers.jsonl');
const DECISION = join(import.meta.dirname, '../../../../docs/decisions/kestra-differences.md');

function recordedAnswers(): (Answer & { readonly expression: string })[] {
  const lines = readFileSync(ANSWERS, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const read = readJson(line);
    if (!read.ok) throw new Error(`An answer ${read.reason}`);
    return read.value as unknown as Answer & { readonly expression: string };
  });
}

async function ourAnswer(expression: string): Promise<Answer> {
  try {
    return { result: await render(expression, recordedContext(), recordedOptions) };
  } catch (error) {
    expect(error).toBeInstanceOf(ExpressionError);
    return { error: (error as ExpressionError).message };
  }
}

/** The same text, or an error on both sides: ours says it in its own words. */
function isSame({ kestra, ours }: Compared): boolean {
  return kestra.result === undefined ? ours.error !== undefined : kestra.result === ours.result;
}

describe('what Kestra was recorded to answer', () => {
  const different: Compared[] = [];
  const answers = recordedAnswers();

  beforeAll(async () => {
    for (const { expression, ...kestra } of answers) {
      const compared = { expression, kestra, ours: await ourAnswer(expression) };
      if (!isSame(compared)) different.push(compared);
    }
  });

  it('is answered the same, but for kinds of differences that are explained', () => {
    const unexplained = different.filter(
      (compared) => !DIFFERENCES.some(({ explains }) => explains(compared)),
    );
    expect(unexplained).toEqual([]);
    expect(answers.length).toBeGreaterThan(2_300);
  });

  it.each(DIFFERENCES)('still differs: $section', ({ section, explains }) => {
    expect(different.filter((compared) => explains(compared)).length).toBeGreaterThan(0);
    expect(readFileSync(DECISION, 'utf8')).toContain(`## ${section}\n`);
  });
});
