import { readJson } from '@headrace/json';
import type { Call } from './frame';
import { Failure } from './error';
import { isEven as isEvenNumber, isNumber } from './number';
import { describeKind, isList, isMap, kindOf } from './value';

/** `x is name`. */
export interface ValueTest {
  /** Whether an undefined input is fine; it arrives as null. */
  readonly acceptsMissing: boolean;
  readonly holds: (input: unknown, call: Call) => boolean;
}

function test(holds: (input: unknown, call: Call) => boolean): ValueTest {
  return { acceptsMissing: false, holds };
}

/** Null, blank text, an empty list or an empty map. */
export function isEmpty(value: unknown): boolean {
  const kind = kindOf(value);
  if (kind === 'null') return true;
  if (typeof value === 'string') return value.trim() === '';
  if (isList(value)) return value.length === 0;
  if (value instanceof Map) return value.size === 0;
  return isMap(value) && Object.keys(value).length === 0;
}

function isEven(value: unknown): boolean {
  if (!isNumber(value)) throw new Failure(`Expected a number, got ${describeKind(value)}.`);
  return isEvenNumber(value);
}

function isJson(value: unknown, call: Call): boolean {
  if (typeof value !== 'string') throw new Failure(`Expected a text, got ${describeKind(value)}.`);
  call.meter.text(value.length);
  return readJson(value).ok;
}

export const tests: ReadonlyMap<string, ValueTest> = new Map([
  ['defined', { acceptsMissing: true, holds: (value) => value !== null }],
  ['null', test((value) => value === null)],
  ['empty', test(isEmpty)],
  ['even', test(isEven)],
  ['odd', test((value) => !isEven(value))],
  ['iterable', test((value) => isList(value) || isMap(value))],
  ['map', test(isMap)],
  ['json', test(isJson)],
]);
