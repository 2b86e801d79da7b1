import { writeJson } from '@headrace/json';
import type { FormInput } from './form-input';
import { isEmpty, literalDefault, type FormValue } from './form-value';

/** What the server says about one input while the form is filled in. */
export interface CheckedInput {
  inputId: string;
  enabled: boolean;
  value: unknown;
  isDefault: boolean;
  choices: readonly string[] | null;
  error: string | null;
}

/** What is known of all inputs. Before the first answer nothing is; when the server cannot be asked, it stays so. */
export interface InputCheck {
  readonly inputs: ReadonlyMap<string, CheckedInput>;
  readonly state: 'waiting' | 'answered' | 'failed';
}

export const nothingKnown: InputCheck = { inputs: new Map(), state: 'waiting' };

/**
 * Whether a field is shown and sent. One that depends on others waits for the server's word, and is shown when there will be
 * none: better a field too many than one that cannot be filled in.
 */
export function isAskedFor(input: FormInput, check: InputCheck): boolean {
  return check.inputs.get(input.inputId)?.enabled ?? (input.dependsOn === null || check.state === 'failed');
}

/** What may be chosen; null while it is not known. */
export function choicesOf(input: FormInput, check: InputCheck): readonly string[] | null {
  return check.inputs.get(input.inputId)?.choices ?? input.values;
}

/** What stands in for a field that is left empty, as text; null when nothing does. */
export function defaultText(input: FormInput, check: InputCheck): string | null {
  const told = check.inputs.get(input.inputId);
  const value = told?.isDefault ? told.value : literalDefault(input);
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : writeJson(value);
}

/**
 * What is wrong with a field, as far as it should be said by now: when the field was left, or nothing can be chosen
 * because its list failed.
 */
export function shownError(
  input: FormInput,
  { check, value, wasLeft }: { check: InputCheck; value: FormValue; wasLeft: boolean },
): string | null {
  const told = check.inputs.get(input.inputId);
  if (!told?.error) return null;
  const hasNoList = input.isComputed && isChoice(input) && told.choices === null && isEmpty(value);
  return wasLeft || hasNoList ? reasonOf(told.error) : null;
}

function isChoice({ type }: FormInput): boolean {
  return type === 'SELECT' || type === 'ENUM' || type === 'MULTISELECT';
}

const ISSUE = /^Invalid input for `[^`]*`, (.*?), but received `.*`$/s;
const PARSE_ISSUE = /^Expected `(\w+)` but received `.*` with errors:\n```\n(.*)\n```$/s;

/** The reason alone: at its field nobody needs to read which input it is, or what was typed there. */
export function reasonOf(message: string): string {
  const reason = ISSUE.exec(message)?.[1] ?? message;
  const parse = PARSE_ISSUE.exec(reason);
  const said = parse ? `Not ${article(parse[1] ?? '')} \`${parse[1]}\`: ${parse[2]}` : reason;
  if (said === 'missing required input') return 'A value is needed';
  // Both limits belong to what is allowed.
  const limit = /^it must be (more|less) than (`.*`)$/i.exec(said);
  if (limit) return `It must be ${limit[1] === 'more' ? 'at least' : 'at most'} ${limit[2]}`;
  return said.charAt(0).toUpperCase() + said.slice(1);
}

function article(type: string): string {
  return /^[AEIOU]/.test(type) ? 'an' : 'a';
}
