import { Failure } from './error';
import { isNumber, type NumberValue, toFloat } from './number';
import { describeKind, isList, isMap, type MapValue } from './value';

/** What a function of the caller is called with. Values are plain data: no wrappers of ours. */
export interface FunctionArguments {
  readonly positional: readonly unknown[];
  readonly named: Readonly<Record<string, unknown>>;
  /** The value given by this name, else at this place (from 0), else undefined. */
  get(name: string, place: number): unknown;
}

/** The arguments of a filter or function of ours, bound to the names of its parameters. */
export class Arguments {
  readonly #values: ReadonlyMap<string, unknown>;

  constructor(values: ReadonlyMap<string, unknown>) {
    this.#values = values;
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** The value, null when it is absent. */
  value(name: string): unknown {
    return this.#values.get(name) ?? null;
  }

  required(name: string): unknown {
    const value = this.value(name);
    if (value === null) throw new Failure(`The argument [${name}] is missing.`);
    return value;
  }

  text(name: string): string {
    const value = this.required(name);
    if (typeof value !== 'string') throw this.#mismatch(name, 'a text', value);
    return value;
  }

  /** A text, or the fallback when it is absent or null. */
  textOr<Fallback extends string | undefined>(name: string, fallback: Fallback): string | Fallback {
    return this.value(name) === null ? fallback : this.text(name);
  }

  wholeOr(name: string, fallback: number): number {
    if (this.value(name) === null) return fallback;
    const value = this.number(name);
    const float = toFloat(value);
    if (!Number.isSafeInteger(float)) throw new Failure(`The argument [${name}] must be a whole number.`);
    return float;
  }

  number(name: string): NumberValue {
    const value = this.required(name);
    if (!isNumber(value)) throw this.#mismatch(name, 'a number', value);
    return value;
  }

  booleanOr(name: string, fallback: boolean): boolean {
    const value = this.value(name) ?? fallback;
    if (typeof value !== 'boolean') throw this.#mismatch(name, 'true or false', value);
    return value;
  }

  map(name: string): MapValue {
    const value = this.required(name);
    if (!isMap(value)) throw this.#mismatch(name, 'a map', value);
    return value;
  }

  list(name: string): readonly unknown[] {
    const value = this.required(name);
    if (!isList(value)) throw this.#mismatch(name, 'a list', value);
    return value;
  }

  #mismatch(name: string, expected: string, value: unknown): Failure {
    return new Failure(`The argument [${name}] must be ${expected}, not ${describeKind(value)}.`);
  }
}

/** Places arguments without a name after one another, then those with one. */
export function bindArguments(
  parameters: readonly string[],
  positional: readonly unknown[],
  named: Readonly<Record<string, unknown>>,
): Arguments {
  const values = new Map<string, unknown>();
  if (positional.length > parameters.length) {
    throw new Failure(`Takes at most ${parameters.length} arguments, not ${positional.length}.`);
  }
  for (const [index, value] of positional.entries()) {
    const name = parameters[index];
    if (name !== undefined) values.set(name, value);
  }
  for (const [name, value] of Object.entries(named)) {
    if (!parameters.includes(name)) throw new Failure(`There is no argument [${name}].`);
    if (values.has(name)) throw new Failure(`The argument [${name}] is given twice.`);
    values.set(name, value);
  }
  return new Arguments(values);
}
