import { Decimal } from './decimal';
import { JSON_LIMITS } from './read-json';
import { isJsonMap, type JsonValue } from './value';

/** What cannot be stored, and so is refused at every door. */
export interface Unstorable {
  /** Names and places from the outside in, separated by dots, cut when it is long; empty for the value itself. */
  readonly path: string;
  /** A predicate for a sentence whose subject is the name of the value: "holds a NUL character ...". */
  readonly reason: string;
}

/** Of what is too deep it would be a page. */
const LONGEST_PATH = 100;
const TEXT = 'holds a NUL character or half a surrogate pair, which cannot be stored';
const DEPTH = `is nested deeper than ${JSON_LIMITS.depth} levels, which cannot be stored`;
const NUMBER = `is a number of more than ${JSON_LIMITS.digits} digits, which cannot be stored`;

/** Whether a database can keep a text as it is: PostgreSQL's JSON has no NUL and no lone surrogates. */
export function isStorableText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}

/**
 * The first part of a value that cannot be stored as it is, or could not be read back; null = all can. Something stored altered would
 * be a lie.
 */
export function unstorable(value: JsonValue | undefined): Unstorable | null {
  const found = find(value, '', 0);
  if (found === null || found.path.length <= LONGEST_PATH) return found;
  return { ...found, path: `${found.path.slice(0, LONGEST_PATH - 1)}…` };
}

function find(value: JsonValue | undefined, path: string, depth: number): Unstorable | null {
  switch (typeof value) {
    case 'string':
      return isStorableText(value) ? null : { path, reason: TEXT };
    case 'bigint':
      return isLong(value.toString()) ? { path, reason: NUMBER } : null;
    case 'object':
      if (value instanceof Decimal) return isLong(value.text) ? { path, reason: NUMBER } : null;
      return value === null ? null : findInside(value, path, depth + 1);
    case 'undefined':
    case 'boolean':
    case 'number':
    case 'function':
    case 'symbol':
      return null;
  }
}

function findInside(
  value: readonly JsonValue[] | { readonly [key: string]: JsonValue },
  path: string,
  depth: number,
): Unstorable | null {
  if (depth > JSON_LIMITS.depth) return { path, reason: DEPTH };
  const below = path === '' ? '' : `${path}.`;
  if (!isJsonMap(value)) {
    for (let index = 0; index < value.length; index += 1) {
      const found = find(value[index], `${below}${index}`, depth);
      if (found) return found;
    }
    return null;
  }
  for (const key of Object.keys(value)) {
    if (!isStorableText(key)) return { path: below + JSON.stringify(key), reason: TEXT };
    const found = find(value[key], below + key, depth);
    if (found) return found;
  }
  return null;
}

function isLong(number: string): boolean {
  const [digits = '', exponent = '0'] = number.split('E');
  return (
    digits.replace(/[-.]/g, '').length > JSON_LIMITS.digits ||
    Math.abs(Number(exponent)) > JSON_LIMITS.exponent
  );
}
