import type { Arguments } from '../arguments';
import { Failure } from '../error';
import type { Call } from '../frame';
import type { MaybePromise } from '../maybe-promise';
import { javaText } from '../java-text';
import { describeKind, isList, isMap, type MapValue } from '../value';

/** `x | name(arguments)`. */
export interface Filter {
  readonly parameters: readonly string[];
  /** Whether an undefined input is fine; it arrives as null. */
  readonly acceptsMissing: boolean;
  readonly apply: (input: unknown, args: Arguments, call: Call) => MaybePromise<unknown>;
}

export type FilterTable = readonly (readonly [string, Filter])[];

type Apply<Input> = (input: Input, args: Arguments, call: Call) => MaybePromise<unknown>;

/** A filter that sees null too. */
export function anyFilter(parameters: readonly string[], apply: Apply<unknown>): Filter {
  return { parameters, acceptsMissing: false, apply };
}

/** A filter that gives null for null. */
export function valueFilter(parameters: readonly string[], apply: Apply<unknown>): Filter {
  return anyFilter(parameters, (input, args, call) => (input === null ? null : apply(input, args, call)));
}

/** A filter of texts that gives null for null. */
export function textFilter(parameters: readonly string[], apply: Apply<string>): Filter {
  return anyFilter(parameters, (input, args, call) => {
    if (input === null) return null;
    const text = asText(input);
    call.meter.text(text.length);
    return apply(text, args, call);
  });
}

/** A filter of texts that makes a text of any other value, as Java does, and gives null for null. */
export function asTextFilter(parameters: readonly string[], apply: Apply<string>): Filter {
  return valueFilter(parameters, (input, args, call) => {
    const text = javaText(input, call.meter);
    call.meter.text(text.length);
    return apply(text, args, call);
  });
}

/** A filter of lists that gives null for null. */
export function listFilter(parameters: readonly string[], apply: Apply<readonly unknown[]>): Filter {
  return valueFilter(parameters, (input, args, call) => {
    const list = asList(input);
    call.meter.step(list.length);
    return apply(list, args, call);
  });
}

export function asText(value: unknown): string {
  if (typeof value !== 'string') throw wrongInput('a text', value);
  return value;
}

function asList(value: unknown): readonly unknown[] {
  if (!isList(value)) throw wrongInput('a list', value);
  return value;
}

export function asMap(value: unknown): MapValue {
  if (!isMap(value)) throw wrongInput('a map', value);
  return value;
}

export function wrongInput(expected: string, value: unknown): Failure {
  return new Failure(`Expected ${expected}, got ${describeKind(value)}.`);
}
