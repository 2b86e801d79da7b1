import type { JsonValue } from '../json';
import type { Input } from './index';
import { putNested, suppliedValue } from './nested';
import { isOfText, type Read, readValue, written } from './read-value';

export interface InputIssue {
  /** Id of the input. */
  readonly input: string;
  readonly message: string;
}

export type CheckedInputs =
  | { readonly ok: true; readonly values: Record<string, JsonValue> }
  | { readonly ok: false; readonly issues: readonly InputIssue[] };

/**
 * Turns what an execution was started with into the values of the flow's inputs, or says everything that is wrong.
 * Values may be text (from a form) or JSON. An input with dots in its id is found under its id or nested, and becomes
 * nested. What no input asks for is left out; an optional input without value or default is null.
 *
 * This is the part that needs nothing from outside: defaults are taken as written, `dependsOn` and lists of values
 * given by expressions are not looked at, files and secrets are texts. `resolveInputs` does it all.
 */
export function checkInputs(
  inputs: readonly Input[],
  supplied: Readonly<Record<string, unknown>>,
): CheckedInputs {
  const values: Record<string, JsonValue> = {};
  const issues: InputIssue[] = [];
  for (const input of inputs) {
    const sent = sentValue(input, supplied);
    const given = sent === undefined ? input.defaults : sent;
    const read = given === undefined || given === null ? missing(input) : readValue(input, given);
    if ('reason' in read) issues.push(issueOf(input, read.reason, given));
    else putNested(values, input.id, read.value);
  }
  return issues.length > 0 ? { ok: false, issues } : { ok: true, values };
}

/**
 * What was sent for an input; undefined asks for its default. Nothing (null) is a value of an input that need not have one, and for any
 * other the same as not sent. So is an empty text where texts are no values, as a form sends it for a field that was left empty.
 */
export function sentValue(input: Input, supplied: Readonly<Record<string, unknown>>): unknown {
  const sent = suppliedValue(supplied, input.id);
  if (sent === '' && !isOfText(input.type)) return undefined;
  return sent === null && input.required ? undefined : sent;
}

export function missing(input: Input): Read {
  return input.required ? { reason: 'missing required input' } : { value: null };
}

/** What was sent for a secret is not repeated. */
export function issueOf(input: Input, reason: string, given: unknown): InputIssue {
  const shown = input.type === 'SECRET' && given !== undefined ? '******' : written(given);
  const told =
    input.type === 'SECRET' && typeof given === 'string' && given !== ''
      ? reason.replaceAll(given, shown)
      : reason;
  return {
    input: input.id,
    message: `Invalid input for \`${input.id}\`, ${told}, but received \`${shown}\``,
  };
}
