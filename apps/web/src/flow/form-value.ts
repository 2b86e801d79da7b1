import { readJson, writeJson } from '@headrace/json';
import { isoDurationOf } from '../ui/iso-duration';
import type { FormInput } from './form-input';
import { instantOf, localOf } from './form-moment';
import { plainDecimal } from './plain-decimal';

/** What a field holds: its text, however wrong; a list of choices; a decision; a file. Undefined is not set. */
export type FormValue = string | readonly string[] | boolean | File | undefined;
export type FormValues = Readonly<Record<string, FormValue>>;

/** A value as it goes to the server. Undefined: it has nothing to go there for. */
export type SentValue = string | number | boolean | readonly string[];

/**
 * What the form shows first: what an earlier execution was given (`given`, input id to value), else what the flow fills in, else its
 * defaults. Those that are expressions only the server knows. Nobody is told a secret: it must be given again.
 */
export function initialValues(inputs: readonly FormInput[], given?: unknown): FormValues {
  const earlier = typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : {};
  return Object.fromEntries(
    inputs.map((input) => {
      const isGiven = input.type !== 'SECRET' && Object.hasOwn(earlier, input.inputId);
      return [
        input.inputId,
        isGiven
          ? fieldValue(input.type, earlier[input.inputId])
          : fieldValue(input.type, input.prefill ?? literalDefault(input)),
      ];
    }),
  );
}

/** The default as far as it needs no server. */
export function literalDefault({ defaults }: Pick<FormInput, 'defaults'>): unknown {
  return typeof defaults === 'string' && /\{[{%]/.test(defaults) ? null : defaults;
}

/** A JSON value as the field of a type holds it. */
export function fieldValue(type: FormInput['type'], given: unknown): FormValue {
  const isGiven = given !== null && given !== undefined;
  switch (type) {
    case 'BOOLEAN':
      return isGiven ? String(given).toLowerCase() === 'true' : undefined;
    case 'MULTISELECT':
      return listOf(given).map((item) => (typeof item === 'string' ? item : writeJson(item)));
    case 'ARRAY':
    case 'JSON':
    case 'YAML':
      if (!isGiven) return '';
      return typeof given === 'string' ? given : writeJson(given, 2);
    case 'DATETIME':
      return isGiven ? localOf(String(given)) : '';
    case 'TIME':
      // Browsers show nothing at all when there are more digits.
      return isGiven ? String(given).replace(/(\.\d{3})\d+$/, '$1') : '';
    case 'INT':
    case 'FLOAT':
      return isGiven ? (plainDecimal(String(given)) ?? String(given)) : '';
    case 'DURATION':
      // Stored as seconds
      return isGiven ? (isoDurationOf(String(given)) ?? String(given)) : '';
    case 'STRING':
    case 'SELECT':
    case 'ENUM':
    case 'DATE':
    case 'FILE':
    case 'URI':
    case 'EMAIL':
    case 'SECRET':
      if (!isGiven) return '';
      return typeof given === 'object' ? writeJson(given) : String(given);
  }
}

function listOf(given: unknown): readonly unknown[] {
  if (Array.isArray(given)) return given;
  if (typeof given !== 'string') return [];
  const list = readJson(given);
  return list.ok && Array.isArray(list.value) ? list.value : [];
}

/** Whether a field was left empty, so that the server's defaults and rules decide. */
export function isEmpty(value: FormValue): boolean {
  return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

/** The values to start with; files go apart from them. */
export function valuesToSend(
  inputs: readonly FormInput[],
  values: FormValues,
  isAskedFor: (inputId: string) => boolean,
): Record<string, SentValue> {
  const sent: Record<string, SentValue> = {};
  for (const input of inputs) {
    const value = isAskedFor(input.inputId) ? sentValue(input, values[input.inputId]) : undefined;
    if (value !== undefined) sent[input.inputId] = value;
  }
  return sent;
}

/** The files to start with, by input. */
export function filesToSend(
  inputs: readonly FormInput[],
  values: FormValues,
  isAskedFor: (inputId: string) => boolean,
): ReadonlyMap<string, File> {
  const files = new Map<string, File>();
  for (const { inputId } of inputs) {
    const value = values[inputId];
    if (value instanceof File && isAskedFor(inputId)) files.set(inputId, value);
  }
  return files;
}

/**
 * The values to ask the server about while the form is filled in: also those of fields that are hidden just now, and the
 * addresses that files would get.
 */
export function valuesToCheck(inputs: readonly FormInput[], values: FormValues): Record<string, SentValue> {
  const checked = valuesToSend(inputs, values, () => true);
  for (const [inputId, file] of filesToSend(inputs, values, () => true))
    checked[inputId] = `kestra:///upload/${encodeURIComponent(file.name)}`;
  return checked;
}

function sentValue({ type }: FormInput, value: FormValue): SentValue | undefined {
  if (isEmpty(value) || value === undefined || value instanceof File) return undefined;
  if (typeof value !== 'string') return value;
  if (type === 'INT' || type === 'FLOAT') return exactNumber(value);
  return type === 'DATETIME' ? instantOf(value) : value;
}

/** A number only where it says the same as its text: the server judges the rest, and nothing is rounded on the way. */
function exactNumber(text: string): number | string {
  const number = Number(text);
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER && String(number) === text ? number : text;
}
