import { parse } from 'lossless-json';
import { readExactly } from './read-exactly';
import { type JsonLimits, scan } from './scan';
import type { JsonValue } from './value';

export type ReadJson =
  | { readonly ok: true; readonly value: JsonValue }
  /** `reason` is a predicate, such as "is not valid JSON"; it never quotes the text, which may hold a secret. `position` counts from 0. */
  | { readonly ok: false; readonly reason: string; readonly position?: number };

/** What is taken from outside: deep enough for any document, and far from what the readers behind us can bear. */
export const JSON_LIMITS: JsonLimits = { depth: 500, digits: 1000, exponent: 1000 };

const NO_LIMITS: JsonLimits = { depth: Infinity, digits: Infinity, exponent: Infinity };

/** The value of a JSON text, with every digit of its numbers. Of a key that stands twice in a map the last one counts. */
export function readJson(text: string, limits: Partial<JsonLimits> = {}): ReadJson {
  const scanned = scan(text, { ...JSON_LIMITS, ...limits });
  if (!scanned.ok) return scanned;
  try {
    const { atRisk } = scanned;
    return {
      ok: true,
      value: atRisk.length > 0 ? readExactly(text, atRisk) : (JSON.parse(text) as JsonValue),
    };
  } catch {
    return { ok: false, reason: 'is not valid JSON', ...faultPosition(text) };
  }
}

/** The value of a JSON text that we wrote ourselves and that was within the limits then. Throws an Error for a text that is not JSON. */
export function readOwnJson(text: string): JsonValue {
  const read = readJson(text, NO_LIMITS);
  if (!read.ok) throw new Error(`What was stored ${read.reason}`);
  return read.value;
}

/** Native messages quote the text and are different in every engine; the library tells the place. */
function faultPosition(text: string): { position?: number } {
  try {
    parse(text, undefined, { onDuplicateKey: ({ newValue }) => newValue });
    return {};
  } catch (error) {
    const match = error instanceof SyntaxError ? / at position (\d+)$/.exec(error.message) : null;
    return match ? { position: Number(match[1]) } : {};
  }
}
