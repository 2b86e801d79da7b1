import { writeJson } from '@headrace/json';
import type { Meter } from '../budget';
import { compareNumbers, isNumber, negated, type NumberValue, numberText, toFloat, whole } from '../number';
import { setOwn } from '../value';
import { JqError } from './error';
import type { Arithmetic, Comparison, Json, JsonObject } from './syntax';

export function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isNumber(value);
}

/** The value as JavaScript computes with it; undefined when it is no number. */
export function floatOf(value: Json): number | undefined {
  return isNumber(value) ? toFloat(value) : undefined;
}

export function isTrue(value: Json): boolean {
  return value !== null && value !== false;
}

export function typeOf(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return isNumber(value) ? 'number' : typeof value;
}

const ORDER = ['null', 'false', 'true', 'number', 'string', 'array', 'object'];

function rank(value: Json): number {
  return ORDER.indexOf(typeof value === 'boolean' ? String(value) : typeOf(value));
}

/** The order of jq: null, false, true, numbers, texts, arrays, objects. */
export function compare(left: Json, right: Json, meter: Meter): number {
  meter.step();
  const byKind = rank(left) - rank(right);
  if (byKind !== 0) return byKind;
  if (isNumber(left) && isNumber(right)) {
    const order = compareNumbers(left, right);
    if (!Number.isNaN(order)) return order;
    // What is not a number is less than every number, itself included.
    return Number.isNaN(toFloat(left)) ? -1 : 0;
  }
  if (typeof left === 'string' && typeof right === 'string') return compareTexts(left, right);
  if (Array.isArray(left) && Array.isArray(right)) return compareLists(left, right, meter);
  if (isObject(left) && isObject(right)) {
    const leftKeys = sortedKeys(left);
    const byKeys = compareLists(leftKeys, sortedKeys(right), meter);
    if (byKeys !== 0) return byKeys;
    return compareLists(
      leftKeys.map((key) => left[key] ?? null),
      leftKeys.map((key) => right[key] ?? null),
      meter,
    );
  }
  return 0;
}

function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  const a = [...left];
  const b = [...right];
  for (const [index, character] of a.entries()) {
    const difference = (character.codePointAt(0) ?? 0) - (b[index]?.codePointAt(0) ?? -1);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function compareLists(left: readonly Json[], right: readonly Json[], meter: Meter): number {
  meter.enter();
  let result = left.length - right.length;
  for (let index = 0; index < Math.min(left.length, right.length); index += 1) {
    const difference = compare(left[index] ?? null, right[index] ?? null, meter);
    if (difference === 0) continue;
    result = difference;
    break;
  }
  meter.leave();
  return result;
}

export function sortedKeys(object: JsonObject): string[] {
  return Object.keys(object).sort(compareTexts);
}

export function holds(operator: Comparison, order: number): boolean {
  switch (operator) {
    case '==':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

/** Results of more bits become floating-point numbers: repeated products would grow without end. */
const MAX_BITS = 3_000n;
const LARGEST_WHOLE = 2n ** MAX_BITS;

/** As jq computes: with floating-point numbers; whole numbers that those cannot hold stay exact. */
function calculated(operator: Arithmetic, left: NumberValue, right: NumberValue): NumberValue {
  const exact = typeof left === 'bigint' || typeof right === 'bigint' ? exactly(operator, left, right) : null;
  return exact ?? inFloats(operator, toFloat(left), toFloat(right));
}

function exactly(operator: Arithmetic, left: NumberValue, right: NumberValue): NumberValue | null {
  const first = wholeOf(left);
  const second = wholeOf(right);
  if (first === null || second === null) return null;
  const result = wholeResult(operator, first, second);
  return result === null || result > LARGEST_WHOLE || result < -LARGEST_WHOLE ? null : whole(result);
}

function wholeOf(value: NumberValue): bigint | null {
  if (typeof value === 'bigint') return value;
  return Number.isInteger(value) ? BigInt(value as number) : null;
}

function wholeResult(operator: Arithmetic, left: bigint, right: bigint): bigint | null {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left % right === 0n ? left / right : null;
    case '%':
      return right === 0n ? null : left % (right < 0n ? -right : right);
  }
}

function inFloats(operator: Arithmetic, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return remainder(left, right);
  }
}

/** The number below zero, or above it. */
export function opposite(value: NumberValue): NumberValue {
  return typeof value === 'number' ? -value : typeof value === 'bigint' ? whole(-value) : negated(value);
}

function cannot(left: Json, right: Json, what: string): JqError {
  return new JqError(`${typeOf(left)} and ${typeOf(right)} cannot be ${what}`);
}

export function calculate(operator: Arithmetic, left: Json, right: Json, meter: Meter): Json {
  switch (operator) {
    case '+':
      return add(left, right, meter);
    case '-':
      if (isNumber(left) && isNumber(right)) return calculated(operator, left, right);
      if (Array.isArray(left) && Array.isArray(right)) {
        return left.filter((item) => !right.some((other) => compare(item, other, meter) === 0));
      }
      throw cannot(left, right, 'subtracted');
    case '*':
      return multiply(left, right, meter);
    case '/':
      return divide(left, right, meter);
    case '%':
      if (!isNumber(left) || !isNumber(right)) throw cannot(left, right, 'divided');
      return calculated(operator, left, right);
  }
}

function add(left: Json, right: Json, meter: Meter): Json {
  if (left === null) return right;
  if (right === null) return left;
  if (isNumber(left) && isNumber(right)) return calculated('+', left, right);
  if (typeof left === 'string' && typeof right === 'string') {
    meter.text(left.length + right.length);
    return left + right;
  }
  if (Array.isArray(left) && Array.isArray(right)) {
    meter.step(left.length + right.length);
    return [...left, ...right];
  }
  if (!isObject(left) || !isObject(right)) throw cannot(left, right, 'added');
  const result = copyOf(left, meter);
  for (const key of Object.keys(right)) setOwn(result, key, right[key]);
  return result;
}

function multiply(left: Json, right: Json, meter: Meter): Json {
  if (isNumber(left) && isNumber(right)) return calculated('*', left, right);
  const [text, count] = typeof left === 'string' ? [left, right] : [right, left];
  const factor = floatOf(count);
  if (typeof text === 'string' && factor !== undefined) {
    if (!(factor > 0)) return null;
    const times = Math.max(1, Math.trunc(factor));
    meter.text(text.length * times);
    return text.repeat(times);
  }
  if (isObject(left) && isObject(right)) return merged(left, right, meter);
  throw cannot(left, right, 'multiplied');
}

function merged(left: JsonObject, right: JsonObject, meter: Meter): JsonObject {
  meter.enter();
  const result = copyOf(left, meter);
  for (const [key, value] of Object.entries(right)) {
    const mine = Object.hasOwn(left, key) ? (left[key] ?? null) : null;
    setOwn(result, key, isObject(mine) && isObject(value) ? merged(mine, value, meter) : value);
  }
  meter.leave();
  return result;
}

function divide(left: Json, right: Json, meter: Meter): Json {
  if (isNumber(left) && isNumber(right)) {
    if (toFloat(right) === 0) throw cannot(left, right, 'divided because the divisor is zero');
    return calculated('/', left, right);
  }
  if (typeof left !== 'string' || typeof right !== 'string') throw cannot(left, right, 'divided');
  return splitText(left, right, meter);
}

export function splitText(text: string, separator: string, meter: Meter): string[] {
  if (text === '') return [];
  const parts = separator === '' ? [...text] : text.split(separator);
  meter.step(parts.length);
  return parts;
}

/** The remainder of the whole parts, with the sign of the dividend. */
function remainder(left: number, right: number): number {
  const divisor = Math.abs(Math.trunc(right));
  if (divisor === 0) throw new JqError('number and number cannot be divided because the divisor is zero');
  return (Math.trunc(left) % divisor) + 0;
}

/** A copy without a prototype's setter in the way. */
export function copyOf(object: JsonObject, meter: Meter): JsonObject {
  const result: JsonObject = {};
  const keys = Object.keys(object);
  meter.step(keys.length);
  for (const key of keys) setOwn(result, key, object[key]);
  return result;
}

/** Compact JSON; what JSON cannot hold becomes null or the largest number, as in jq. */
export function toText(value: Json, meter: Meter): string {
  meter.step();
  if (typeof value === 'number') {
    if (Number.isNaN(value)) return 'null';
    if (!Number.isFinite(value)) return value > 0 ? '1.7976931348623157e+308' : '-1.7976931348623157e+308';
    return String(value);
  }
  if (isNumber(value)) return numberText(value);
  if (Array.isArray(value) || isObject(value)) {
    meter.enter();
    const text = Array.isArray(value)
      ? `[${value.map((item) => toText(item, meter)).join(',')}]`
      : `{${Object.entries(value)
          .map(([key, item]) => `${writeJson(key)}:${toText(item, meter)}`)
          .join(',')}}`;
    meter.leave();
    meter.text(text.length);
    return text;
  }
  if (typeof value === 'string') meter.text(value.length);
  return writeJson(value);
}
