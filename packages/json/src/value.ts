import { Decimal } from './decimal';
import { normalText, numberParts } from './number-text';

/**
 * A number of a document: a whole one is a `number` up to 2^53 and a `bigint` beyond; one with a fraction is a `number` when JavaScript
 * prints it back as it was written, otherwise a `Decimal`.
 */
export type JsonNumber = number | bigint | Decimal;

/** A value that JSON can carry, with every digit of its numbers. */
export type JsonValue =
  | null
  | boolean
  | JsonNumber
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

export type JsonMap = Readonly<Record<string, JsonValue>>;

/** Whether a value is a map: neither a list nor a decimal, which is an object too. */
export function isJsonMap(value: JsonValue | undefined): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Decimal);
}

export function isJsonNumber(value: unknown): value is JsonNumber {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof Decimal;
}

/** The number of a text that is one in JSON, otherwise undefined. */
export function readNumber(text: string): JsonNumber | undefined {
  const parts = numberParts(text);
  if (parts === undefined) return undefined;
  if (!parts.isDecimal) {
    const value = Number(text);
    // Adding zero: whole numbers have no -0
    return Number.isSafeInteger(value) ? value + 0 : BigInt(text);
  }
  const normal = normalText(parts);
  const value = Number(normal);
  return String(value) === normal ? value : Decimal.of(normal);
}
