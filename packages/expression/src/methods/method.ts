import { Failure } from '../error';
import type { Call } from '../frame';
import type { MaybePromise } from '../maybe-promise';
import { isNumber, toFloat } from '../number';
import { describeKind } from '../value';

/** `x.name(arguments)` for one kind of value. */
export interface Method<Target> {
  /** How many arguments it takes at least and at most. */
  readonly least: number;
  readonly most: number;
  readonly apply: (target: Target, args: readonly unknown[], call: Call) => MaybePromise<unknown>;
}

export type MethodTable<Target> = readonly (readonly [string, Method<Target>])[];

/** A method without arguments; without its parentheses it is a property. */
export function plainMethod<Target>(
  name: string,
  apply: (target: Target, call: Call) => unknown,
): readonly [string, Method<Target>] {
  return [name, { least: 0, most: 0, apply: (target, _args, call) => apply(target, call) }];
}

export function method<Target>(
  name: string,
  [least, most]: readonly [number, number],
  apply: Method<Target>['apply'],
): readonly [string, Method<Target>] {
  return [name, { least, most, apply }];
}

export function textAt(args: readonly unknown[], place: number): string {
  const value = args[place];
  if (typeof value !== 'string') throw mismatch(place, 'a text', value);
  return value;
}

/** A whole number from 0 to `limit`. */
export function placeAt(args: readonly unknown[], place: number, limit: number): number {
  const index = wholeAt(args, place);
  if (index < 0 || index > limit) {
    throw new Failure(`The argument ${place + 1} must be from 0 to ${limit}, not ${index}.`);
  }
  return index;
}

export function wholeAt(args: readonly unknown[], place: number): number {
  const value = args[place];
  const float = isNumber(value) ? toFloat(value) : Number.NaN;
  if (!Number.isSafeInteger(float)) throw mismatch(place, 'a whole number', value);
  return float;
}

function mismatch(place: number, expected: string, value: unknown): Failure {
  return new Failure(`The argument ${place + 1} must be ${expected}, not ${describeKind(value)}.`);
}
