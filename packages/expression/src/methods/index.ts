import { Failure } from '../error';
import type { Call } from '../frame';
import { javaText } from '../java-text';
import type { MaybePromise } from '../maybe-promise';
import { nearNames } from '../near-name';
import { isNumber } from '../number';
import { describeKind, equal, isList, isMap } from '../value';
import { listMethods } from './list';
import { mapMethods } from './map';
import { method, type Method, type MethodTable, plainMethod } from './method';
import { numberMethods } from './number';
import { textMethods } from './text';

/** What every value but null has. */
export const commonMethods: MethodTable<unknown> = [
  plainMethod('toString', (value, { meter }) => javaText(value, meter)),
  method('equals', [1, 1], (value, [other], { meter }) => equal(value, other, meter)),
];

function tableOf<Target>(rows: MethodTable<Target>): ReadonlyMap<string, Method<Target>> {
  return new Map([...commonMethods, ...rows]);
}

const ofTexts = tableOf(textMethods);
const ofLists = tableOf(listMethods);
const ofMaps = tableOf(mapMethods);
const ofNumbers = tableOf(numberMethods);
const ofOthers = tableOf<unknown>([]);

/** A method together with what it is called on. */
interface Bound {
  readonly least: number;
  readonly most: number;
  readonly call: (args: readonly unknown[], call: Call) => MaybePromise<unknown>;
}

/**
 * The only way from a value to code: a closed table of methods for each kind of value, none of which changes anything.
 * Null when the value has no such method.
 */
function boundMethod(target: unknown, name: string): Bound | null {
  if (typeof target === 'string') return bound(ofTexts, target, name);
  if (isNumber(target)) return bound(ofNumbers, target, name);
  if (isList(target)) return bound(ofLists, target, name);
  return isMap(target) ? bound(ofMaps, target, name) : bound(ofOthers, target, name);
}

function bound<Target>(
  table: ReadonlyMap<string, Method<Target>>,
  target: Target,
  name: string,
): Bound | null {
  const found = table.get(name);
  if (found === undefined) return null;
  const { least, most, apply } = found;
  return { least, most, call: (args, call) => apply(target, args, call) };
}

function namesOf(target: unknown): Iterable<string> {
  if (typeof target === 'string') return ofTexts.keys();
  if (isNumber(target)) return ofNumbers.keys();
  if (isList(target)) return ofLists.keys();
  return isMap(target) ? ofMaps.keys() : ofOthers.keys();
}

/** Calls a method of a value that is not null. */
export function callMethod(
  target: unknown,
  name: string,
  args: readonly unknown[],
  call: Call,
): MaybePromise<unknown> {
  const found = boundMethod(target, name);
  if (found === null) {
    const candidates = nearNames(name, namesOf(target));
    throw new Failure(`There is no method [${name}] of ${describeKind(target)}.`, 'unknown', candidates);
  }
  if (args.length < found.least || args.length > found.most) {
    const expected = found.least === found.most ? `${found.most}` : `${found.least} to ${found.most}`;
    throw new Failure(`Takes ${expected} arguments, not ${args.length}.`);
  }
  charge(target, call);
  return found.call(args, call);
}

/**
 * What an attribute that is no data means, as in Java: `list.size`, `text.empty` (`isEmpty`), `list.first` (`getFirst`).
 * Undefined when there is none; a map has its keys only.
 */
export function propertyOf(target: unknown, name: string, call: Call): unknown {
  if (target === null || target === undefined || isMap(target)) return undefined;
  const raised = name.charAt(0).toUpperCase() + name.slice(1);
  for (const candidate of [name, `is${raised}`, `get${raised}`]) {
    const found = boundMethod(target, candidate);
    if (found?.most !== 0) continue;
    charge(target, call);
    return found.call([], call);
  }
  return undefined;
}

function charge(target: unknown, { meter }: Call): void {
  meter.step();
  if (typeof target === 'string') meter.text(target.length);
}
