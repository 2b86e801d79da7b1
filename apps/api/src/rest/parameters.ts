import { LOG_LEVELS } from '@headrace/runtime';
import { z } from 'zod';

// Parameters that many routes share.

/** Text with something in it: an empty variable of a script must not mean "all". */
export const filled = z.string().min(1, 'must not be empty');

/** `True` is how Python writes it. */
export const flag = z
  .string()
  .regex(/^(true|false)$/i, 'must be true or false')
  .transform((text) => text.toLowerCase() === 'true');

/** A whole number from 1 on. */
export function fromOneOn(most = 1_000_000_000) {
  return z
    .string()
    .regex(/^-?\d{1,10}$/, 'must be a whole number')
    .transform(Number)
    .pipe(
      z
        .number()
        .min(1, 'must be greater than or equal to 1')
        .max(most, `must be less than or equal to ${most}`),
    );
}

export const revision = fromOneOn(2_147_483_647);

export const minLevel = z
  .enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`)
  .transform((level) => LOG_LEVELS.indexOf(level));

/** Kestra's dates: with or without an offset, UTC where there is none. */
export const instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/, 'must be a date such as 2026-01-31T00:00:00Z')
  // A plus sign that was not escaped arrives as a space.
  .transform((text) => text.replace(/ (?=\d{2}:\d{2}$)/, '+'))
  .transform((text, { addIssue }) => {
    const hasZone = /(Z|[+-]\d{2}:?\d{2})(\[.*\])?$/i.test(text);
    const date = new Date(hasZone ? text : `${text}Z`);
    if (!Number.isNaN(date.getTime())) return date;
    addIssue({ code: 'custom', message: 'must be a date such as 2026-01-31T00:00:00Z' });
    return z.NEVER;
  });

/** Some of these words: given many times, or once with commas between them. */
export function someOf(words: readonly string[]) {
  const isKnown = (word: string) => words.includes(word);
  return z
    .array(z.string())
    .describe(`of ${words.join(', ')}`)
    .transform((texts) => texts.flatMap((text) => text.split(',')))
    .pipe(z.array(z.string().refine(isKnown, `must be one of ${words.join(', ')}`)))
    .default([]);
}
