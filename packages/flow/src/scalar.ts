import { Decimal, isJsonNumber, type JsonNumber } from '@headrace/json';
import { z } from 'zod';
import { parseDuration } from './duration';
import { takeText, takeValue } from './written-scalar';
import { yamlNumber } from './yaml-number';

/**
 * The scalars of a flow document. YAML guesses the type of what was written without quotes, so a text may arrive as
 * a number (`value: 42`) and a number, written in quotes, as a text; both mean what the property asks for.
 */

/** A text; numbers and booleans written without quotes are taken as the text that was written. */
export function text<T extends z.ZodType = z.ZodString>(schema?: T) {
  return z.preprocess(scalarToText, (schema ?? z.string()) as T);
}

/** A whole number, also in quotes. */
export function integer<T extends z.ZodType = z.ZodInt>(schema?: T) {
  return z.preprocess(textToInteger, (schema ?? z.int()) as T);
}

/** `true` or `false`, also in quotes. */
export function flag() {
  return z.preprocess(textToBoolean, z.boolean());
}

/** What `decimal` asks for: to the schema, whole numbers are of the same type. */
export const A_NUMBER = 'a number';

/** A number, also in quotes. */
export function decimal() {
  return z.preprocess(nearestNumber, z.number(A_NUMBER));
}

/** A number with all the digits that were written, also in quotes. */
export function exactDecimal() {
  return z
    .unknown()
    .transform((given, context): JsonNumber => {
      const value = exactNumber(given);
      if (isJsonNumber(value)) return value;
      context.addIssue({ code: 'invalid_type', expected: 'number', message: A_NUMBER, input: given });
      return z.NEVER;
    })
    .meta({ type: 'number' });
}

/** Anything that YAML can hold, except nothing. */
export function anything() {
  return z
    .unknown()
    .refine((value) => value !== undefined && value !== null, { message: 'A value is needed' });
}

/** Whether a text holds an expression, and so is known only when it has been rendered. */
export function isExpression(written: unknown): written is string {
  return typeof written === 'string' && /\{[{%]/.test(written);
}

/** What `orExpression` says of a text that is none; `schema-findings.ts` then tells what else was wanted. */
export const NOT_AN_EXPRESSION = 'not an expression';

const expression = z
  .custom<string>(isExpression, NOT_AN_EXPRESSION)
  .meta({ type: 'string', pattern: '\\{[{%]' });

/** A value, or a text with an expression that will give it. */
export function orExpression<T extends z.ZodType>(schema: T) {
  return z.union([expression, schema]);
}

/** A property that may be absent; one written without a value counts as absent. */
export function optional<T extends z.ZodType>(schema: T) {
  return schema.nullish().transform((value) => value ?? undefined) as unknown as z.ZodType<
    z.output<T> | undefined,
    z.input<T> | null | undefined
  >;
}

/** 100 years: long enough for any wait, short enough that a date plus a duration is always a date. */
const LONGEST_DURATION_MS = 36_500 * 86_400_000;

/** An ISO 8601 duration; gives milliseconds. */
export function duration(options: { positive: boolean }) {
  return text().transform((written, context): number => {
    const refuse = (message: string): number => {
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    };
    const durationMs = parseDuration(written);
    if (durationMs === undefined) {
      return refuse(
        `Invalid duration \`${shorten(written)}\`, expected ISO 8601 such as \`PT30S\` or \`PT1H30M\``,
      );
    }
    if (durationMs < 0 || (options.positive && durationMs === 0)) {
      return refuse(`Invalid duration \`${written}\`, it must be more than zero`);
    }
    if (durationMs > LONGEST_DURATION_MS) {
      return refuse(`Invalid duration \`${shorten(written)}\`, it must be at most 100 years`);
    }
    return durationMs;
  });
}

/** An ISO 8601 duration, kept as written. */
export function durationText(options: { positive: boolean } = { positive: false }) {
  const schema = duration(options);
  return text().superRefine((written, context) => {
    for (const { message } of schema.safeParse(written).error?.issues ?? [])
      context.addIssue({ code: 'custom', message });
  });
}

/** Cuts long text for use in a message. */
export function shorten(written: string): string {
  return written.length > 100 ? `${written.slice(0, 99)}…` : written;
}

function scalarToText(given: unknown): unknown {
  const value = takeText(given);
  return isJsonNumber(value) || typeof value === 'boolean' ? String(value) : value;
}

function textToInteger(given: unknown): unknown {
  const value = takeValue(given);
  return typeof value === 'string' && /^[-+]?\d{1,15}$/.test(value) ? Number(value) : value;
}

function exactNumber(given: unknown): unknown {
  const value = takeValue(given);
  return typeof value === 'string' ? (yamlNumber(value) ?? value) : value;
}

function nearestNumber(given: unknown): unknown {
  const value = exactNumber(given);
  if (value instanceof Decimal) return value.value;
  return typeof value === 'bigint' ? Number(value) : value;
}

function textToBoolean(given: unknown): unknown {
  const value = takeValue(given);
  if (typeof value !== 'string') return value;
  const lower = value.toLowerCase();
  return lower === 'true' ? true : lower === 'false' ? false : value;
}
