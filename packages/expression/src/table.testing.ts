import { expect, it } from 'vitest';
import { type Context, ExpressionError, render, type RenderOptions } from '.';

/** A template and the text it gives. */
export type GoodRow = readonly [template: string, printed: string];
/** A template, a part of the message it fails with, and where (`line:column`). */
export type BadRow = readonly [template: string, message: string, place: string];

/** One test a row: the template prints the text. */
export function prints(context: Context, rows: readonly GoodRow[], options: RenderOptions = {}): void {
  it.each(rows)('%s prints %s', async (template, printed) => {
    expect(await render(template, context, options)).toBe(printed);
  });
}

/** One test a row: the template fails with this message at this place. */
export function fails(context: Context, rows: readonly BadRow[], options: RenderOptions = {}): void {
  it.each(rows)('%s fails: %s at %s', async (template, message, place) => {
    const error = await failureOf(template, context, options);
    expect(error.message).toContain(message);
    expect(`${error.line}:${error.column}`).toBe(place);
  });
}

/** The error a template fails with. */
export async function failureOf(
  template: string,
  context: Context = {},
  options: RenderOptions = {},
): Promise<ExpressionError> {
  try {
    await render(template, context, options);
  } catch (error) {
    expect(error).toBeInstanceOf(ExpressionError);
    if (error instanceof ExpressionError) return error;
  }
  throw new Error(`${template.slice(0, 100)} did not fail`);
}
