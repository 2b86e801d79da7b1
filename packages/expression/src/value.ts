import { writeJson } from '@headrace/json';
import type { Meter } from './budget';
import { Failure } from './error';
import { compareNumbers, isNumber, numberText } from './number';

/** A map of the language: a plain object or a Map. */
export type MapValue = Readonly<Record<string, unknown>> | ReadonlyMap<unknown, unknown>;

export type ValueKind = 'null' | 'boolean' | 'number' | 'text' | 'list' | 'map' | 'date' | 'other';

export function kindOf(value: unknown): ValueKind {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return 'text';
  if (typeof value === 'boolean') return 'boolean';
  if (isNumber(value)) return 'number';
  if (Array.isArray(value)) return 'list';
  if (value instanceof Date) return 'date';
  if (typeof value === 'object' && !ArrayBuffer.isView(value)) return 'map';
  return 'other';
}

export function describeKind(value: unknown): string {
  const kind = kindOf(value);
  switch (kind) {
    case 'null':
      return 'null';
    case 'other':
      return 'a value of another kind';
    case 'boolean':
    case 'number':
    case 'text':
    case 'list':
    case 'map':
    case 'date':
      return `a ${kind}`;
  }
}

export function isMap(value: unknown): value is MapValue {
  return kindOf(value) === 'map';
}

export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** The keys of a map as texts; own and enumerable ones only. */
export function keysOf(map: MapValue): string[] {
  return map instanceof Map ? [...map.keys()].map(String) : Object.keys(map);
}

export function entriesOf(map: MapValue): [string, unknown][] {
  return map instanceof Map
    ? [...map.entries()].map(([key, value]): [string, unknown] => [String(key), value])
    : Object.entries(map);
}

/** The value of an own key, or undefined: what an object inherits leads from data to code and is never seen. */
export function valueOf(map: MapValue, key: string): unknown {
  if (map instanceof Map) {
    if (map.has(key)) return map.get(key);
    const asNumber = Number(key);
    return String(asNumber) === key ? map.get(asNumber) : undefined;
  }
  return Object.hasOwn(map, key) ? (map as Readonly<Record<string, unknown>>)[key] : undefined;
}

/** Sets an own property, whatever its name is. */
export function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    target[key] = value;
  }
}

/** Numbers by value, lists and maps by content, everything else by identity. */
export function equal(left: unknown, right: unknown, meter: Meter): boolean {
  meter.step();
  if (typeof left === 'string' && typeof right === 'string') return left === right;
  if (isNumber(left) && isNumber(right)) return compareNumbers(left, right) === 0;
  if (left === right) return true;
  const kind = kindOf(left);
  if (kind !== kindOf(right)) return false;
  if (kind === 'null') return true;
  if (left instanceof Date && right instanceof Date) return left.getTime() === right.getTime();
  if (isList(left) && isList(right)) {
    if (left.length !== right.length) return false;
    meter.enter();
    const same = left.every((item, index) => equal(item, right[index], meter));
    meter.leave();
    return same;
  }
  if (isMap(left) && isMap(right)) {
    const entries = entriesOf(left);
    const others = new Map(entriesOf(right));
    if (entries.length !== others.size) return false;
    meter.enter();
    const same = entries.every(([key, value]) => others.has(key) && equal(value, others.get(key), meter));
    meter.leave();
    return same;
  }
  return false;
}

/** A date as Java prints an instant: no fraction when there is none. */
export function dateText(value: Date): string {
  if (Number.isNaN(value.getTime())) throw new Failure('The date is not valid.');
  return value.toISOString().replace('.000Z', 'Z');
}

/** The value as compact JSON. */
export function jsonText(value: unknown, meter: Meter): string {
  meter.step();
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') {
    meter.text(value.length);
    return writeJson(value);
  }
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (isNumber(value)) {
    const text = numberText(value);
    return text.endsWith('y') || text === 'NaN' ? `"${text}"` : text;
  }
  if (value instanceof Date) return `"${dateText(value)}"`;
  meter.enter();
  const text = structureText(value, meter);
  meter.leave();
  meter.text(text.length);
  return text;
}

function structureText(value: unknown, meter: Meter): string {
  let text = '';
  if (isList(value)) {
    for (const item of value) {
      text += `${text === '' ? '' : ','}${jsonText(item, meter)}`;
      limit(text, meter);
    }
    return `[${text}]`;
  }
  if (isMap(value)) {
    for (const [key, item] of entriesOf(value)) {
      if (item === undefined) continue;
      text += `${text === '' ? '' : ','}${writeJson(key)}:${jsonText(item, meter)}`;
      limit(text, meter);
    }
    return `{${text}}`;
  }
  throw new Failure(`Cannot print ${describeKind(value)}.`);
}

function limit(text: string, meter: Meter): void {
  if (text.length > meter.budget.outputCharacters) meter.text(text.length);
}

/** The value as it is printed: null as empty text, lists and maps as compact JSON. */
export function printedText(value: unknown, meter: Meter): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (isNumber(value)) return numberText(value);
  if (value instanceof Date) return dateText(value);
  return jsonText(value, meter);
}
