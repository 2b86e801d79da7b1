import { z } from 'zod';
import { properties } from './properties';
import { patternProblem } from './pattern';
import { flag, integer, optional, text } from './scalar';

interface InputCommon {
  /** A dot makes nested values: `a.b` is `inputs.a.b`. */
  readonly id: string;
  readonly displayName?: string;
  readonly description?: string;
  readonly required: boolean;
}

export interface StringInput extends InputCommon {
  readonly type: 'STRING';
  readonly defaults?: string;
  /** A regular expression (RE2 syntax) that must match the whole text. */
  readonly validator?: string;
}

export interface IntInput extends InputCommon {
  readonly type: 'INT';
  readonly defaults?: number;
  /** Inclusive. */
  readonly min?: number;
  /** Inclusive. */
  readonly max?: number;
}

export interface BooleanInput extends InputCommon {
  readonly type: 'BOOLEAN';
  readonly defaults?: boolean;
}

/** What an execution asks for at its start. */
export type Input = StringInput | IntInput | BooleanInput;

export const INPUT_TYPES: readonly Input['type'][] = ['STRING', 'INT', 'BOOLEAN'];

const common = {
  id: text(
    z
      .string()
      .max(256)
      .regex(/^[a-zA-Z0-9][.a-zA-Z0-9_-]*$/)
      .refine((id) => !id.split('.').some((part) => part === '' || part === '__proto__'), {
        message: 'must have a name before and after each dot',
      }),
  ),
  displayName: optional(text(z.string().max(64))),
  description: optional(text()),
  required: optional(flag()),
};

const validator = text(z.string().max(1000)).superRefine((pattern, context) => {
  const problem = patternProblem(pattern);
  if (problem !== undefined) {
    context.addIssue({ code: 'custom', message: `invalid pattern [${pattern}]: ${problem}` });
  }
});

const stringInputSchema = properties({
  ...common,
  type: z.literal('STRING'),
  defaults: optional(text()),
  validator: optional(validator),
}).transform((input): StringInput => ({ ...input, required: input.required ?? true }));

// Bounds are 32-bit, as in Kestra and in GraphQL; values may be any whole number that JSON carries safely.
const intInputSchema = properties({
  ...common,
  type: z.literal('INT'),
  defaults: optional(integer()),
  min: optional(integer(z.int32())),
  max: optional(integer(z.int32())),
})
  .superRefine((input, context) => {
    if (input.min !== undefined && input.max !== undefined && input.min > input.max) {
      context.addIssue({ code: 'custom', path: ['min'], message: '`min` must not be more than `max`' });
    }
  })
  .transform((input): IntInput => ({ ...input, required: input.required ?? true }));

const booleanInputSchema = properties({
  ...common,
  type: z.literal('BOOLEAN'),
  defaults: optional(flag()),
}).transform((input): BooleanInput => ({ ...input, required: input.required ?? true }));

/** One of `inputs`. `name` is an older spelling of `id`. */
export const inputSchema = z.preprocess(
  nameToId,
  z.discriminatedUnion('type', [stringInputSchema, intInputSchema, booleanInputSchema]),
);

function nameToId(written: unknown): unknown {
  if (typeof written !== 'object' || written === null || Array.isArray(written)) return written;
  if (!('name' in written) || 'id' in written) return written;
  const { name, ...rest } = written;
  return { ...rest, id: name };
}
