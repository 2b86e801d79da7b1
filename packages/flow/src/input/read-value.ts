import {
  Decimal,
  isJsonNumber,
  readJson as readJsonText,
  readNumber,
  unstorable,
  writeJson,
} from '@headrace/json';
import { durationSeconds, parseDuration } from '../duration';
import type { JsonValue } from '../json';
import { instantText, isDate, isTime, parseInstant } from '../moment';
import { matchesWhole } from '../pattern';
import { shorten } from '../scalar';
import { readYaml } from '../source';
import { isUnstorable } from '../tree';
import { yamlNumber } from '../yaml-number';
import type { ItemType } from './choice-input';
import type { Input } from './index';

/** A value as it is stored, or why it was refused. */
export type Read = { readonly value: JsonValue } | { readonly reason: string };

/** Reads what was sent for an input; what needs a port (encryption, storage of a file) is done by the caller. */
export function readValue(input: Input, given: unknown): Read {
  switch (input.type) {
    case 'STRING':
    case 'SECRET':
      return then(readText(input.type, given), (value) =>
        input.validator !== undefined && !matchesWhole(input.validator, String(value))
          ? `it must match the pattern \`${input.validator}\``
          : undefined,
      );
    case 'INT':
    case 'FLOAT':
      return then(input.type === 'INT' ? readInt(given) : readFloat(given), (value) => {
        if (input.min !== undefined && Number(value) < input.min)
          return `it must be more than \`${input.min}\``;
        if (input.max !== undefined && Number(value) > input.max)
          return `it must be less than \`${input.max}\``;
        return undefined;
      });
    case 'SELECT':
    case 'ENUM':
      return then(readText(input.type, given), (value) => notAmong([value], input));
    case 'MULTISELECT':
      return then(readList(input.itemType, given), (list) => notAmong(list as readonly JsonValue[], input));
    case 'ARRAY':
      return readList(input.itemType, given);
    case 'DATETIME':
      return then(readDateTime(given), (value) => {
        const at = parseInstant(String(value)) ?? 0;
        return notBetween(at, input, (bound) => parseInstant(bound) ?? 0);
      });
    case 'DATE':
    case 'TIME':
      return then(input.type === 'DATE' ? readDate(given) : readTime(given), (value) =>
        notBetween(comparable(String(value)), input, comparable),
      );
    case 'DURATION':
      return then(readDuration(given), (value) => {
        const durationMs = Number(value) * 1000;
        const bound = (written: string | undefined): number | undefined =>
          written === undefined ? undefined : parseDuration(written);
        if (durationMs < (bound(input.min) ?? -Infinity)) return `It must be more than \`${input.min}\``;
        if (durationMs > (bound(input.max) ?? Infinity)) return `It must be less than \`${input.max}\``;
        return undefined;
      });
    case 'BOOLEAN':
    case 'FILE':
    case 'JSON':
    case 'YAML':
    case 'URI':
    case 'EMAIL':
      return readItem(input.type, given);
  }
}

/** Whether the empty text is a value of the type. */
export function isOfText(type: ItemType | 'ARRAY'): boolean {
  return type === 'STRING' || type === 'SECRET' || type === 'EMAIL' || type === 'SELECT' || type === 'ENUM';
}

/** Reads a value by its type alone: an element of a list, a flow output. */
export function readItem(type: ItemType, given: unknown): Read {
  switch (type) {
    case 'STRING':
    case 'SECRET':
    case 'SELECT':
    case 'ENUM':
      return readText(type, given);
    case 'INT':
      return readInt(given);
    case 'FLOAT':
      return readFloat(given);
    case 'BOOLEAN':
      return readBoolean(given);
    case 'DATETIME':
      return readDateTime(given);
    case 'DATE':
      return readDate(given);
    case 'TIME':
      return readTime(given);
    case 'DURATION':
      return readDuration(given);
    case 'FILE':
      return typeof given === 'string' && given.startsWith('kestra://')
        ? readText(type, given)
        : expected(type, given, 'the address of a file in the internal storage is needed: `kestra://...`');
    case 'JSON':
      return readJson(given);
    case 'YAML':
      return readYamlValue(given);
    case 'URI':
      return typeof given === 'string' && given.length <= 4096 && URI.test(given)
        ? readText(type, given)
        : { reason: `Expected \`URI\` but received \`${written(given)}\`` };
    case 'EMAIL':
      return typeof given === 'string' && given.length <= 320 && EMAIL.test(given)
        ? readText(type, given)
        : { reason: 'The input must be a valid email' };
    case 'MULTISELECT':
      return readList('STRING', given);
  }
}

const URI = /^[a-zA-Z][a-zA-Z0-9+.-]*:\/\/[^\s/?#.]+(?:\.[^\s/?#.]+)+(?:[/?#]\S*)?$/;
const EMAIL = /^$|^[^\s@]+@[^\s@]+$/;

function then(read: Read, complaint: (value: JsonValue) => string | undefined): Read {
  if ('reason' in read) return read;
  const reason = complaint(read.value);
  return reason === undefined ? read : { reason };
}

function readText(type: ItemType, given: unknown): Read {
  if (typeof given !== 'string' && typeof given !== 'boolean' && !isJsonNumber(given)) {
    return expected(type, given, 'a text is needed');
  }
  const value = String(given);
  return isUnstorable(value) ? { reason: 'it holds a character that cannot be stored' } : { value };
}

const LARGEST_INT = 2 ** 31 - 1;

/** As in Kestra, 32 bits: whatever is larger has lost its digits where such a number is expected. */
function readInt(given: unknown): Read {
  const value = typeof given === 'string' && /^[-+]?\d{1,1000}$/.test(given) ? yamlNumber(given) : given;
  if (typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value))) {
    // `+ 0` keeps -0 out
    if (value >= -LARGEST_INT - 1 && value <= LARGEST_INT) return { value: Number(value) + 0 };
    return expected('INT', given, 'the number is too large, an INT has 32 bits');
  }
  return expected('INT', given, 'it is not a whole number');
}

/** A decimal, also where it is written as a whole number. Zeros at its end say nothing. */
function readFloat(given: unknown): Read {
  const value = typeof given === 'string' ? yamlNumber(given.trim()) : given;
  if (!isJsonNumber(value) || (typeof value === 'number' && !Number.isFinite(value)))
    return expected('FLOAT', given, 'it is not a number');
  return { value: asDecimal(value) };
}

function asDecimal(value: number | bigint | Decimal): number | Decimal {
  const exact = typeof value === 'number' ? Decimal.from(value) : value;
  const text = exact instanceof Decimal ? exact.text : `${exact}.0`;
  const shortest = readNumber(/E/.test(text) ? text : text.replace(/(\.\d+?)0+$/, '$1'));
  return shortest === undefined || typeof shortest === 'bigint' ? Decimal.of(text) : shortest;
}

/** As in Kestra, every text but `true` (in any case, so Python's `True` too) is false. */
function readBoolean(given: unknown): Read {
  if (typeof given === 'boolean') return { value: given };
  if (typeof given !== 'string') return expected('BOOLEAN', given, 'it is neither true nor false');
  return { value: given.trim().toLowerCase() === 'true' };
}

/** Stored in UTC, without a fraction of zero, otherwise with micro- or nanoseconds. */
function readDateTime(given: unknown): Read {
  const value = typeof given === 'string' ? instantText(given.trim()) : undefined;
  return value === undefined
    ? expected('DATETIME', given, 'it is not a date with a time and a zone, such as 2024-01-31T09:30:00Z')
    : { value };
}

function readDate(given: unknown): Read {
  return typeof given === 'string' && isDate(given.trim())
    ? { value: given.trim() }
    : expected('DATE', given, 'it is not a date such as 2024-01-31');
}

function readTime(given: unknown): Read {
  return typeof given === 'string' && isTime(given.trim())
    ? { value: given.trim() }
    : expected('TIME', given, 'it is not a time such as 09:30:00');
}

/** Stored as seconds, a decimal; so they may be sent as such too, as when an execution is started like an earlier one. */
function readDuration(given: unknown): Read {
  if (isJsonNumber(given) && Number.isFinite(Number(given))) return { value: asDecimal(given) };
  const value = typeof given === 'string' ? durationSeconds(given.trim()) : undefined;
  return value === undefined
    ? expected('DURATION', given, 'it is not a duration such as PT30S')
    : { value: asDecimal(value) };
}

function readJson(given: unknown): Read {
  if (typeof given !== 'string') return storable('JSON', given);
  const read = readJsonText(given);
  if (read.ok) return storable('JSON', read.value);
  const place = read.position === undefined ? '' : ` at position ${read.position}`;
  return expected('JSON', given, `it ${read.reason}${place}`);
}

function readYamlValue(given: unknown): Read {
  if (typeof given !== 'string') return storable('YAML', given);
  const { value, issues } = readYaml(given);
  const problem = issues.find((issue) => issue.severity === 'error');
  if (value === undefined || problem !== undefined)
    return expected('YAML', given, problem ? `line ${problem.line}: ${problem.message}` : 'it is not YAML');
  return { value };
}

function readList(itemType: ItemType, given: unknown): Read {
  let list: unknown = given;
  if (typeof given === 'string') {
    const read = readJson(given);
    if ('reason' in read) return expected('ARRAY', given, 'it is not a JSON list');
    list = read.value;
  }
  if (!Array.isArray(list)) return expected('ARRAY', given, 'it is not a list');
  const items: JsonValue[] = [];
  for (const item of list) {
    const read = readItem(itemType, item);
    if ('reason' in read)
      return { reason: `Unable to parse array element as \`${itemType}\` on \`${written(item)}\`` };
    items.push(read.value);
  }
  return { value: items };
}

/** JSON can carry it, and a database can store it. */
function storable(type: ItemType, given: unknown): Read {
  const value = jsonOf(given);
  if (value === undefined) return expected(type, given, 'it is not JSON');
  const refused = unstorable(value);
  if (refused === null) return { value };
  return { reason: `it ${refused.path && `(at \`${refused.path}\`) `}${refused.reason}` };
}

/** A copy as JSON has it; undefined for what is none. */
function jsonOf(given: unknown): JsonValue | undefined {
  if (given === null || typeof given === 'boolean' || typeof given === 'string') return given;
  if (isJsonNumber(given)) return typeof given === 'number' && !Number.isFinite(given) ? null : given;
  if (typeof given !== 'object') return undefined;
  try {
    // The text is checked by `unstorable`, which is told how deep it may be
    const read = readJsonText(writeJson(given), { depth: MAX_COPIED_DEPTH });
    return read.ok ? read.value : undefined;
  } catch {
    return undefined;
  }
}

/** Enough to be told as too deep. */
const MAX_COPIED_DEPTH = 1000;

function notAmong(
  given: readonly JsonValue[],
  { values, allowCustomValue }: { values?: readonly string[]; allowCustomValue: boolean },
): string | undefined {
  if (values === undefined || allowCustomValue) return undefined;
  return given.every((value) => values.includes(String(value)))
    ? undefined
    : `it must match the values \`[${shorten(values.join(', '))}]\``;
}

function notBetween<T extends number | string>(
  value: T,
  { after, before }: { after?: string; before?: string },
  bound: (written: string) => T,
): string | undefined {
  if (after !== undefined && value < bound(after)) return `it must be after \`${shortTime(after)}\``;
  if (before !== undefined && value > bound(before)) return `it must be before \`${shortTime(before)}\``;
  return undefined;
}

/** Kestra writes a time of day without seconds when they are zero. */
function shortTime(bound: string): string {
  return bound.replace(/^(\d\d:\d\d):00$/, '$1');
}

/** Dates, and times with and without seconds, so that their order as text is their order in time. */
function comparable(written: string): string {
  return /^\d\d:\d\d$/.test(written) ? `${written}:00` : written;
}

function expected(type: ItemType | 'ARRAY', given: unknown, cause: string): Read {
  return {
    reason: `Expected \`${type}\` but received \`${written(given)}\` with errors:\n\`\`\`\n${cause}\n\`\`\``,
  };
}

/** A value as it goes into a message: short, and without what cannot be stored or sent. */
export function written(given: unknown): string {
  if (given === undefined || given === null) return 'null';
  let text: string;
  try {
    text = typeof given === 'object' ? writeJson(given) : String(given);
  } catch {
    text = typeof given;
  }
  return shorten(text).replace(/[\0\p{Surrogate}]/gu, '\uFFFD');
}
