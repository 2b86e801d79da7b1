import { readJson } from '@headrace/json';
import { z } from 'zod';
import type { JsonValue } from '../json';
import { properties } from '../properties';
import { flag, optional, orExpression, text } from '../scalar';
import { type InputCommon, inputCommon, read } from './common';

/** Types that the elements of a list may have. */
export const ITEM_TYPES = [
  'STRING',
  'ENUM',
  'SELECT',
  'INT',
  'FLOAT',
  'BOOLEAN',
  'DATETIME',
  'DATE',
  'TIME',
  'DURATION',
  'FILE',
  'JSON',
  'URI',
  'SECRET',
  'EMAIL',
  'YAML',
  'MULTISELECT',
] as const;

export type ItemType = (typeof ITEM_TYPES)[number];

/** One of several values. `ENUM` is the older name. */
export interface SelectInput extends InputCommon {
  readonly type: 'SELECT' | 'ENUM';
  readonly defaults?: string;
  /** Absent where `expression` gives them. */
  readonly values?: readonly string[];
  /** Gives the list of values when it has been rendered. */
  readonly expression?: string;
  /** Whether other values are taken too. */
  readonly allowCustomValue: boolean;
  readonly isRadio: boolean;
  /** Whether the first value stands where nothing is sent and there is no default. */
  readonly autoSelectFirst: boolean;
}

/** Some of several values. */
export interface MultiselectInput extends InputCommon {
  readonly type: 'MULTISELECT';
  /** A list; or a text, that of a JSON list or an expression. */
  readonly defaults?: JsonValue;
  readonly values?: readonly string[];
  readonly expression?: string;
  readonly itemType: ItemType;
  readonly allowCustomValue: boolean;
}

/** A list of values of one type. */
export interface ArrayInput extends InputCommon {
  readonly type: 'ARRAY';
  /** A list; or a text, that of a JSON list or an expression. */
  readonly defaults?: JsonValue;
  readonly itemType: ItemType;
}

const itemType = text(
  z
    .enum([...ITEM_TYPES, 'BOOL', 'ARRAY'])
    .refine((type) => type !== 'ARRAY', { message: '`itemType` cannot be `ARRAY`' })
    .transform((type): ItemType => (type === 'BOOL' ? 'BOOLEAN' : (type as ItemType))),
);

const values = z.array(text()).min(1);
const listDefaults = optional(z.union([orExpression(z.array(z.unknown())), jsonListText()]));

const selectProperties = {
  ...inputCommon,
  defaults: optional(text()),
  values: optional(values),
  expression: optional(text()),
  allowCustomValue: optional(flag()),
  isRadio: optional(flag()),
  autoSelectFirst: optional(flag()),
};

interface Choices {
  readonly values?: readonly string[];
  readonly expression?: string;
}

/** Exactly one of both says which values there are. */
function checkChoices({ values: listed, expression }: Choices, context: z.RefinementCtx): void {
  if (listed === undefined && expression === undefined)
    context.addIssue({ code: 'custom', path: ['values'], message: 'needs `values` or `expression`' });
  if (listed !== undefined && expression !== undefined)
    context.addIssue({
      code: 'custom',
      path: ['expression'],
      message: '`values` and `expression` cannot be used together',
    });
}

export const selectInputSchema = properties({ ...selectProperties, type: z.literal(['SELECT', 'ENUM']) })
  .superRefine(checkChoices)
  .transform(
    (input): SelectInput => ({
      ...read(input),
      autoSelectFirst: input.autoSelectFirst ?? false,
      allowCustomValue: input.allowCustomValue ?? false,
      isRadio: input.isRadio ?? false,
    }),
  );

export const multiselectInputSchema = properties({
  ...inputCommon,
  type: z.literal('MULTISELECT'),
  defaults: listDefaults,
  values: optional(values),
  options: optional(values).describe('An older spelling of `values`.'),
  expression: optional(text()),
  itemType: optional(itemType),
  allowCustomValue: optional(flag()),
  autoSelectFirst: optional(flag()),
})
  .superRefine((input, context) => {
    if (input.values !== undefined && input.options !== undefined)
      context.addIssue({
        code: 'custom',
        path: ['options'],
        message: "you can't define both `values` and `options`",
      });
    checkChoices({ values: input.values ?? input.options, expression: input.expression }, context);
  })
  .transform(
    ({ autoSelectFirst: _, options, ...input }): MultiselectInput => ({
      ...read(input),
      defaults: input.defaults as JsonValue | undefined,
      values: input.values ?? options,
      itemType: input.itemType ?? 'STRING',
      allowCustomValue: input.allowCustomValue ?? false,
    }),
  );

export const arrayInputSchema = properties({
  ...inputCommon,
  type: z.literal('ARRAY'),
  defaults: listDefaults,
  itemType,
}).transform((input): ArrayInput => ({ ...read(input), defaults: input.defaults as JsonValue | undefined }));

/** The text of a JSON list, as a list. */
function jsonListText() {
  return z.string().transform((written, context): unknown[] => {
    const read = readJson(written);
    if (read.ok && Array.isArray(read.value)) return read.value as unknown[];
    context.addIssue({ code: 'custom', message: 'Expected a list' });
    return z.NEVER;
  });
}
