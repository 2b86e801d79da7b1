import { z } from 'zod';
import type { JsonValue } from '../json';
import { patternProblem } from '../pattern';
import { properties } from '../properties';
import { flag, optional, orExpression, text } from '../scalar';

/** When an input is asked for at all. */
export interface InputDependency {
  /** Ids of inputs that the condition reads. If one of them is not asked for, neither is this one. */
  readonly inputs: readonly string[];
  /** An expression over these inputs that must give `true`. */
  readonly condition?: string;
}

export interface InputCommon {
  /** A dot makes nested values: `a.b` is `inputs.a.b`. */
  readonly id: string;
  readonly displayName?: string;
  readonly description?: string;
  readonly required: boolean;
  readonly dependsOn?: InputDependency;
  /** What a form starts with; it is no default. */
  readonly prefill?: JsonValue;
}

const dependsOn = properties({
  inputs: optional(z.array(text())),
  condition: optional(text()),
}).transform(({ inputs, condition }): InputDependency => ({ inputs: inputs ?? [], condition }));

/** The properties that every input has, besides `type` and `defaults`. */
export const inputCommon = {
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
  dependsOn: optional(dependsOn),
  prefill: z
    .unknown()
    .transform((value) => (value ?? undefined) as JsonValue | undefined)
    .optional(),
};

/** `defaults` of a type: a value of it, or an expression. */
export function defaultsOf<T extends z.ZodType>(schema: T) {
  return optional(orExpression(schema));
}

/** A regular expression for the whole text. */
export const validator = text(z.string().max(1000)).superRefine((pattern, context) => {
  const problem = patternProblem(pattern);
  if (problem !== undefined) {
    context.addIssue({ code: 'custom', message: `invalid pattern [${pattern}]: ${problem}` });
  }
});

/** Fills in what every input has. */
export function read<Written extends { required?: boolean; type: string }>(written: Written) {
  return { ...written, required: written.required ?? true };
}

/** Complains if two bounds leave nothing between them. */
export function refuseCrossed(
  lower: readonly [name: string, value: number | undefined],
  upper: readonly [name: string, value: number | undefined],
  context: z.RefinementCtx,
): void {
  if (lower[1] !== undefined && upper[1] !== undefined && lower[1] > upper[1])
    context.addIssue({
      code: 'custom',
      path: [lower[0]],
      message: `\`${lower[0]}\` must not be more than \`${upper[0]}\``,
    });
}
