import { z } from 'zod';
import type { JsonValue } from '../json';
import { properties } from '../properties';
import { optional, text } from '../scalar';
import { type InputCommon, inputCommon, read } from './common';

/** A JSON document, sent as text or as it is. */
export interface JsonInput extends InputCommon {
  readonly type: 'JSON';
  readonly defaults?: JsonValue;
}

/** A YAML document, sent as text or as it is. */
export interface YamlInput extends InputCommon {
  readonly type: 'YAML';
  readonly defaults?: JsonValue;
}

/** A file of the internal storage. */
export interface FileInput extends InputCommon {
  readonly type: 'FILE';
  /** A file has none. */
  readonly defaults?: undefined;
  readonly extension: string;
}

const anyDefault = z
  .unknown()
  .transform((value) => (value ?? undefined) as JsonValue | undefined)
  .optional();

export const jsonInputSchema = properties({
  ...inputCommon,
  type: z.literal('JSON'),
  defaults: anyDefault,
}).transform((input): JsonInput => read(input));

export const yamlInputSchema = properties({
  ...inputCommon,
  type: z.literal('YAML'),
  defaults: anyDefault,
}).transform((input): YamlInput => read(input));

export const fileInputSchema = properties({
  ...inputCommon,
  type: z.literal('FILE'),
  defaults: z
    .unknown()
    .refine((value) => value === undefined || value === null, {
      message: "no `defaults` can be set for inputs of type 'FILE'",
    })
    .meta({ not: {} })
    .optional(),
  extension: optional(text()).describe('`.upl` by default.'),
}).transform(
  ({ defaults: _, ...input }): FileInput => ({ ...read(input), extension: input.extension ?? '.upl' }),
);
