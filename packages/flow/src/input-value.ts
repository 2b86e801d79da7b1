import type { BooleanInput, Input, IntInput, StringInput } from './input';
import { isJsonMap, type JsonValue } from './json';
import { matchesWhole } from './pattern';
import { shorten } from './scalar';
import { isUnstorable } from './tree';

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
 */
export function checkInputs(
  inputs: readonly Input[],
  supplied: Readonly<Record<string, unknown>>,
): CheckedInputs {
  const values: Record<string, JsonValue> = {};
  const issues: InputIssue[] = [];
  for (const input of inputs) {
    const given = suppliedValue(supplied, input.id) ?? input.defaults;
    const read = given === undefined ? missing(input) : readValue(input, given);
    if ('reason' in read) issues.push({ input: input.id, message: sentence(input, read.reason, given) });
    else putNested(values, input.id, read.value);
  }
  return issues.length > 0 ? { ok: false, issues } : { ok: true, values };
}

type Read = { value: JsonValue } | { reason: string };

function missing(input: Input): Read {
  return input.required ? { reason: 'missing required input' } : { value: null };
}

function readValue(input: Input, given: unknown): Read {
  switch (input.type) {
    case 'STRING':
      return readString(input, given);
    case 'INT':
      return readInt(input, given);
    case 'BOOLEAN':
      return readBoolean(input, given);
  }
}

function readString(input: StringInput, given: unknown): Read {
  if (typeof given !== 'string' && typeof given !== 'number' && typeof given !== 'boolean') {
    return expected('STRING', given, 'a text is needed');
  }
  const value = String(given);
  if (isUnstorable(value)) return { reason: 'it holds a character that cannot be stored' };
  if (input.validator !== undefined && !matchesWhole(input.validator, value)) {
    return { reason: `it must match the pattern \`${input.validator}\`` };
  }
  return { value };
}

function readInt(input: IntInput, given: unknown): Read {
  const value = typeof given === 'string' && /^[-+]?\d+$/.test(given.trim()) ? Number(given) : given;
  if (typeof value !== 'number') return expected('INT', given, 'it is not a whole number');
  if (!Number.isSafeInteger(value)) {
    const cause = Number.isInteger(value) ? 'the number is too large' : 'it is not a whole number';
    return expected('INT', given, cause);
  }
  if (input.min !== undefined && value < input.min)
    return { reason: `it must be more than \`${input.min}\`` };
  if (input.max !== undefined && value > input.max)
    return { reason: `it must be less than \`${input.max}\`` };
  // `+ 0` keeps -0 out
  return { value: value + 0 };
}

/** As in Kestra, every text but `true` (in any case, so Python's `True` too) is false. */
function readBoolean(_input: BooleanInput, given: unknown): Read {
  if (typeof given === 'boolean') return { value: given };
  if (typeof given !== 'string') return expected('BOOLEAN', given, 'it is neither true nor false');
  return { value: given.trim().toLowerCase() === 'true' };
}

function expected(type: Input['type'], given: unknown, cause: string): Read {
  return {
    reason: `Expected \`${type}\` but received \`${written(given)}\` with errors:\n\`\`\`\n${cause}\n\`\`\``,
  };
}

function sentence(input: Input, reason: string, given: unknown): string {
  return `Invalid input for \`${input.id}\`, ${reason}, but received \`${written(given)}\``;
}

/** A value as it goes into a message: short, and without what cannot be stored or sent. */
function written(given: unknown): string {
  if (given === undefined || given === null) return 'null';
  let text: string;
  try {
    text = typeof given === 'object' ? JSON.stringify(given) : String(given);
  } catch {
    text = typeof given;
  }
  return shorten(text).replace(/[\0\p{Surrogate}]/gu, '\uFFFD');
}

/** Finds `a.b` under that name or as `b` in `a`. Null counts as not given. */
function suppliedValue(supplied: Readonly<Record<string, unknown>>, id: string): unknown {
  if (Object.hasOwn(supplied, id)) return supplied[id] ?? undefined;
  let value: unknown = supplied;
  for (const part of id.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value ?? undefined;
}

/** Parts of an id never are `__proto__` (see `input.ts`), and only own values are looked at. */
function putNested(values: Record<string, JsonValue>, id: string, value: JsonValue): void {
  const parts = id.split('.');
  const last = parts.pop() ?? id;
  let target = values;
  for (const part of parts) {
    const inner = Object.hasOwn(target, part) ? target[part] : undefined;
    // Every map in here was made below, and so may be written to
    if (isJsonMap(inner)) target = inner as Record<string, JsonValue>;
    else {
      const made: Record<string, JsonValue> = {};
      target[part] = made;
      target = made;
    }
  }
  target[last] = value;
}
