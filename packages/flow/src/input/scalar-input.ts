import type { JsonNumber } from '@headrace/json';
import { z } from 'zod';
import { properties } from '../properties';
import { decimal, exactDecimal, flag, integer, optional, text } from '../scalar';
import { defaultsOf, type InputCommon, inputCommon, read, refuseCrossed, validator } from './common';

export interface StringInput extends InputCommon {
  readonly type: 'STRING';
  readonly defaults?: string;
  /** A regular expression (RE2 syntax) that must match the whole text. */
  readonly validator?: string;
}

/** A text that is stored encrypted and never shown. */
export interface SecretInput extends InputCommon {
  readonly type: 'SECRET';
  readonly defaults?: string;
  readonly validator?: string;
}

export interface IntInput extends InputCommon {
  readonly type: 'INT';
  /** A text is an expression. */
  readonly defaults?: number | string;
  /** Inclusive. */
  readonly min?: number;
  /** Inclusive. */
  readonly max?: number;
}

export interface FloatInput extends InputCommon {
  readonly type: 'FLOAT';
  /** A text is an expression. */
  readonly defaults?: JsonNumber | string;
  /** Inclusive. */
  readonly min?: number;
  /** Inclusive. */
  readonly max?: number;
}

export interface BooleanInput extends InputCommon {
  readonly type: 'BOOLEAN';
  readonly defaults?: boolean | string;
}

export interface UriInput extends InputCommon {
  readonly type: 'URI';
  readonly defaults?: string;
}

export interface EmailInput extends InputCommon {
  readonly type: 'EMAIL';
  readonly defaults?: string;
}

export const stringInputSchema = properties({
  ...inputCommon,
  type: z.literal('STRING'),
  defaults: optional(text()),
  validator: optional(validator),
}).transform((input): StringInput => read(input));

export const secretInputSchema = properties({
  ...inputCommon,
  type: z.literal('SECRET'),
  defaults: optional(text()),
  validator: optional(validator),
}).transform((input): SecretInput => read(input));

// Bounds are 32-bit, as in Kestra and in GraphQL; values may be any whole number that JSON carries safely.
export const intInputSchema = properties({
  ...inputCommon,
  type: z.literal('INT'),
  defaults: defaultsOf(integer()),
  min: optional(integer(z.int32())),
  max: optional(integer(z.int32())),
})
  .superRefine(({ min, max }, context) => refuseCrossed(['min', min], ['max', max], context))
  .transform((input): IntInput => read(input));

export const floatInputSchema = properties({
  ...inputCommon,
  type: z.literal('FLOAT'),
  defaults: defaultsOf(exactDecimal()),
  min: optional(decimal()),
  max: optional(decimal()),
})
  .superRefine(({ min, max }, context) => refuseCrossed(['min', min], ['max', max], context))
  .transform((input): FloatInput => read(input));

export const booleanInputSchema = properties({
  ...inputCommon,
  type: z.literal(['BOOLEAN', 'BOOL']),
  defaults: defaultsOf(flag()),
}).transform((input): BooleanInput => ({ ...read(input), type: 'BOOLEAN' }));

export const uriInputSchema = properties({
  ...inputCommon,
  type: z.literal('URI'),
  defaults: optional(text()),
}).transform((input): UriInput => read(input));

export const emailInputSchema = properties({
  ...inputCommon,
  type: z.literal('EMAIL'),
  defaults: optional(text()),
}).transform((input): EmailInput => read(input));
