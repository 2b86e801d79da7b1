import type { Meter } from '../budget';
import { setOwn } from '../value';
import { JqError } from './error';
import type { Json } from './syntax';
import { compare, copyOf, floatOf, isObject, typeOf } from './value';

export type Path = readonly Json[];

const MAX_INDEX = 1_000_000;

/** The value of a key or an index; null where there is none. */
export function getIndex(target: Json, index: Json, meter: Meter): Json {
  if (typeof index === 'string') {
    if (target === null) return null;
    if (isObject(target)) return Object.hasOwn(target, index) ? (target[index] ?? null) : null;
    throw new JqError(`Cannot index ${typeOf(target)} with a string`);
  }
  const position = floatOf(index);
  if (position !== undefined) {
    if (target === null) return null;
    if (!Array.isArray(target)) throw new JqError(`Cannot index ${typeOf(target)} with number`);
    const at = Math.floor(position);
    return target[at < 0 ? target.length + at : at] ?? null;
  }
  if (isObject(index) && (target === null || Array.isArray(target) || typeof target === 'string')) {
    return getSlice(target, index['start'] ?? null, index['end'] ?? null);
  }
  if (Array.isArray(index) && Array.isArray(target)) return indices(target, index, meter);
  throw new JqError(`Cannot index ${typeOf(target)} with ${typeOf(index)}`);
}

/** Where a list stands inside of another one. */
export function indices(target: readonly Json[], wanted: readonly Json[], meter: Meter): Json[] {
  const found: Json[] = [];
  if (wanted.length === 0) return found;
  for (let at = 0; at + wanted.length <= target.length; at += 1) {
    if (wanted.every((item, offset) => compare(target[at + offset] ?? null, item, meter) === 0))
      found.push(at);
  }
  return found;
}

function bounds(length: number, from: Json, to: Json): [number, number] {
  const first = from === null ? 0 : floatOf(from);
  const last = to === null ? length : floatOf(to);
  if (first === undefined || last === undefined) {
    throw new JqError('Start and end indices of an array slice must be numbers');
  }
  const place = (index: number): number => Math.min(length, Math.max(0, index < 0 ? length + index : index));
  const start = place(Math.floor(first));
  return [start, Math.max(start, place(Math.ceil(last)))];
}

export function getSlice(target: Json, from: Json, to: Json): Json {
  if (target === null) return null;
  if (typeof target === 'string') {
    const characters = [...target];
    return characters.slice(...bounds(characters.length, from, to)).join('');
  }
  if (!Array.isArray(target)) throw new JqError(`Cannot index ${typeOf(target)} with object`);
  return target.slice(...bounds(target.length, from, to));
}

export function getPath(target: Json, path: Path, meter: Meter): Json {
  let value = target;
  for (const step of path) {
    if (value === null) return null;
    value = getIndex(value, step, meter);
  }
  return value;
}

/** A copy of the value with something else at the path; what is not there yet is made. */
export function setPath(target: Json, path: Path, value: Json, meter: Meter): Json {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  meter.enter();
  const inner = setPath(getIndex(target, step, meter), rest, value, meter);
  meter.leave();
  return setIndex(target, step, inner, meter);
}

function setIndex(target: Json, step: Json, value: Json, meter: Meter): Json {
  if (typeof step === 'string') {
    if (target !== null && !isObject(target))
      throw new JqError(`Cannot index ${typeOf(target)} with a string`);
    const result = copyOf(target ?? {}, meter);
    setOwn(result, step, value);
    return result;
  }
  if (target !== null && !Array.isArray(target)) {
    throw new JqError(`Cannot update field at array index of ${typeOf(target)}`);
  }
  const list = target ?? [];
  if (isObject(step)) {
    if (!Array.isArray(value)) throw new JqError('A slice of an array can only be assigned another array');
    const [start, end] = bounds(list.length, step['start'] ?? null, step['end'] ?? null);
    meter.step(list.length + value.length);
    return [...list.slice(0, start), ...value, ...list.slice(end)];
  }
  const position = floatOf(step);
  if (position === undefined) throw new JqError('Invalid path component');
  const at = Math.floor(position) < 0 ? list.length + Math.floor(position) : Math.floor(position);
  if (at < 0) throw new JqError('Out of bounds negative array index');
  if (at > MAX_INDEX) throw new JqError('Array index too large');
  meter.step(Math.max(list.length, at));
  const result = [...list];
  while (result.length < at) result.push(null);
  result[at] = value;
  return result;
}

/** A copy of the value without what is at the paths; the last ones go first, so that indexes stay right. */
export function deletePaths(target: Json, paths: readonly Path[], meter: Meter): Json {
  const ordered = [...paths].sort((left, right) => compare([...right], [...left], meter));
  return ordered.reduce<Json>((value, path) => deletePath(value, path, meter), target);
}

function deletePath(target: Json, path: Path, meter: Meter): Json {
  const [step, ...rest] = path;
  if (step === undefined || target === null) return null;
  if (rest.length > 0) {
    const inner = getIndex(target, step, meter);
    if (inner === null) return target;
    return setIndex(target, step, deletePath(inner, rest, meter), meter);
  }
  if (typeof step === 'string' && isObject(target)) {
    const result = copyOf(target, meter);
    delete result[step];
    return result;
  }
  if (!Array.isArray(target))
    throw new JqError(`Cannot delete field at ${typeOf(step)} index of ${typeOf(target)}`);
  meter.step(target.length);
  if (isObject(step)) {
    const [start, end] = bounds(target.length, step['start'] ?? null, step['end'] ?? null);
    return [...target.slice(0, start), ...target.slice(end)];
  }
  const position = floatOf(step);
  if (position === undefined) throw new JqError(`Cannot delete field at ${typeOf(step)} index of array`);
  const at = position < 0 ? target.length + position : position;
  return target.filter((_item, index) => index !== at);
}
