import type { Meter } from '../budget';
import { setOwn } from '../value';
import { JqBreak, JqError } from './error';
import { formatted } from './format';
import { getIndex, getPath, getSlice, type Path, setPath, deletePaths } from './path';
import type { FunctionDefinition, Json, JsonObject, Query, Shape } from './syntax';
import { isNumber } from '../number';
import { calculate, compare, holds, isObject, isTrue, opposite, toText, typeOf } from './value';

/** An output: a value and, where paths are asked for, the way to it. */
export interface Output {
  readonly value: Json;
  /** Null when the value was made and not found, so that there is no way to it. */
  readonly path: Path | null;
}

export type Outputs = Generator<Output, void, undefined>;

/** A filter given as an argument, with the names that it sees. */
export interface Closure {
  readonly query: Query;
  readonly names: Names | null;
}

/** The names that a filter sees, innermost first. */
export type Names = { readonly outer: Names | null } & (
  | { readonly kind: 'value'; readonly name: string; readonly value: Json }
  | { readonly kind: 'label'; readonly name: string; readonly label: object }
  | { readonly kind: 'closure'; readonly name: string; readonly closure: Closure }
  | { readonly kind: 'function'; readonly definition: FunctionDefinition }
);

/** A function written in TypeScript. */
export type NativeFunction = (machine: Machine, input: Output, args: readonly Closure[]) => Iterable<Output>;

/** Runs jq programs within a budget. */
export class Machine {
  readonly meter: Meter;
  readonly #natives: ReadonlyMap<string, NativeFunction>;
  readonly #library: ReadonlyMap<string, FunctionDefinition>;

  constructor(
    meter: Meter,
    natives: ReadonlyMap<string, NativeFunction>,
    library: ReadonlyMap<string, FunctionDefinition>,
  ) {
    this.meter = meter;
    this.#natives = natives;
    this.#library = library;
  }

  /** The values that a filter gives. */
  *values({ query, names }: Closure, value: Json): Generator<Json, void, undefined> {
    for (const output of this.run(query, names, { value, path: null })) yield output.value;
  }

  /** The only value of a filter, or its first one; null when it gives none. */
  first(closure: Closure, value: Json): Json {
    for (const found of this.values(closure, value)) return found;
    return null;
  }

  /** The ways to the values that a filter finds. */
  *paths({ query, names }: Closure, value: Json): Generator<Path, void, undefined> {
    for (const { path } of this.run(query, names, { value, path: [] })) {
      if (path === null) throw new JqError('Invalid path expression');
      yield path;
    }
  }

  /** Every output of a query. What calls itself without end is stopped by the stack, as everywhere in expressions. */
  run(query: Query, names: Names | null, input: Output): Outputs {
    this.meter.step();
    return this.#outputs(query, names, input);
  }

  *#outputs(query: Query, names: Names | null, input: Output): Outputs {
    switch (query.kind) {
      case 'identity':
        yield input;
        return;
      case 'recurse':
        yield* descend(input, (output) => this.each(output, true));
        return;
      case 'literal':
        yield { value: query.value, path: null };
        return;
      case 'text':
        return yield* this.#text(query.parts, query.format, names, input.value);
      case 'format':
        yield made(formatted(query.name, input.value, this.meter));
        return;
      case 'array':
        yield made(query.items === null ? [] : [...this.values({ query: query.items, names }, input.value)]);
        return;
      case 'object':
        return yield* this.#object(query.entries, names, input.value);
      case 'index':
        for (const index of this.values({ query: query.index, names }, input.value)) {
          for (const target of this.run(query.target, names, input)) yield this.step(target, index);
        }
        return;
      case 'slice':
        return yield* this.#slice(query, names, input);
      case 'each':
        for (const target of this.run(query.target, names, input)) yield* this.each(target);
        return;
      case 'pipe':
        for (const left of this.run(query.left, names, input)) yield* this.run(query.right, names, left);
        return;
      case 'comma':
        yield* this.run(query.left, names, input);
        yield* this.run(query.right, names, input);
        return;
      case 'negate':
        for (const value of this.values({ query: query.operand, names }, input.value)) {
          if (!isNumber(value)) throw new JqError(`${typeOf(value)} cannot be negated`);
          yield made(opposite(value));
        }
        return;
      case 'arithmetic':
        for (const right of this.values({ query: query.right, names }, input.value)) {
          for (const left of this.values({ query: query.left, names }, input.value)) {
            yield made(calculate(query.operator, left, right, this.meter));
          }
        }
        return;
      case 'compare':
        for (const right of this.values({ query: query.right, names }, input.value)) {
          for (const left of this.values({ query: query.left, names }, input.value)) {
            yield made(holds(query.operator, compare(left, right, this.meter)));
          }
        }
        return;
      case 'and':
      case 'or': {
        const decisive = query.kind === 'or';
        for (const left of this.values({ query: query.left, names }, input.value)) {
          if (isTrue(left) === decisive) yield made(decisive);
          else
            for (const right of this.values({ query: query.right, names }, input.value))
              yield made(isTrue(right));
        }
        return;
      }
      case 'alternative':
        return yield* this.#alternative(query.left, query.right, names, input);
      case 'assign':
        for (const value of this.values({ query: query.right, names }, input.value)) {
          let result = input.value;
          for (const path of this.paths({ query: query.left, names }, input.value)) {
            result = setPath(result, path, value, this.meter);
          }
          yield made(result);
        }
        return;
      case 'update':
        return yield* this.#update(query, names, input);
      case 'if':
        for (const holdsTrue of this.values({ query: query.condition, names }, input.value)) {
          yield* this.run(isTrue(holdsTrue) ? query.whenTrue : query.whenFalse, names, input);
        }
        return;
      case 'try':
        return yield* this.#try(query.body, query.handler, names, input);
      case 'reduce':
        return yield* this.#reduce(query, names, input);
      case 'foreach':
        return yield* this.#foreach(query, names, input);
      case 'bind':
        for (const value of this.values({ query: query.source, names }, input.value)) {
          for (const bound of this.#bind(query.shape, value, names))
            yield* this.run(query.body, bound, input);
        }
        return;
      case 'define':
        return yield* this.run(
          query.body,
          { kind: 'function', definition: query.definition, outer: names },
          input,
        );
      case 'label': {
        const label = {};
        try {
          yield* this.run(query.body, { kind: 'label', name: query.name, label, outer: names }, input);
        } catch (error) {
          if (!(error instanceof JqBreak) || error.label !== label) throw error;
        }
        return;
      }
      case 'break':
        for (let at = names; at !== null; at = at.outer) {
          if (at.kind === 'label' && at.name === query.name) throw new JqBreak(at.label);
        }
        throw new JqError(`$*label-${query.name} is not defined`);
      case 'variable':
        yield made(variable(query.name, names));
        return;
      case 'call':
        return yield* this.#call(query.name, query.arguments, names, input);
    }
  }

  /** One step down from an output. */
  step({ value, path }: Output, index: Json): Output {
    return { value: getIndex(value, index, this.meter), path: path === null ? null : [...path, index] };
  }

  /** Every item of a list or map. */
  *each({ value, path }: Output, isQuiet = false): Outputs {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) {
        this.meter.step();
        yield { value: item, path: path === null ? null : [...path, index] };
      }
    } else if (isObject(value)) {
      for (const [key, item] of Object.entries(value)) {
        this.meter.step();
        yield { value: item, path: path === null ? null : [...path, key] };
      }
    } else if (!isQuiet) {
      throw new JqError(`Cannot iterate over ${typeOf(value)}`);
    }
  }

  *#text(
    parts: readonly (string | Query)[],
    format: string | null,
    names: Names | null,
    input: Json,
  ): Outputs {
    const [first, ...rest] = parts;
    if (first === undefined) {
      yield made('');
      return;
    }
    for (const tail of this.#text(rest, format, names, input)) {
      const shown = typeof first === 'string' ? [first] : this.#shown(first, format, names, input);
      for (const head of shown) yield made(calculate('+', head, tail.value, this.meter));
    }
  }

  *#shown(part: Query, format: string | null, names: Names | null, input: Json): Generator<string> {
    for (const value of this.values({ query: part, names }, input)) {
      if (format === null) yield typeof value === 'string' ? value : toText(value, this.meter);
      else yield formatted(format, value, this.meter);
    }
  }

  *#object(
    entries: readonly { readonly key: Query; readonly value: Query }[],
    names: Names | null,
    input: Json,
  ): Outputs {
    const [first, ...rest] = entries;
    if (first === undefined) {
      yield made({});
      return;
    }
    for (const key of this.values({ query: first.key, names }, input)) {
      if (typeof key !== 'string') throw new JqError(`Object keys must be strings, not ${typeOf(key)}`);
      for (const value of this.values({ query: first.value, names }, input)) {
        for (const { value: others } of this.#object(rest, names, input)) {
          const result: JsonObject = {};
          setOwn(result, key, value);
          if (isObject(others)) for (const other of Object.keys(others)) setOwn(result, other, others[other]);
          yield made(result);
        }
      }
    }
  }

  *#slice(query: Extract<Query, { kind: 'slice' }>, names: Names | null, input: Output): Outputs {
    const nothing: Query = { kind: 'literal', value: null };
    for (const to of this.values({ query: query.to ?? nothing, names }, input.value)) {
      for (const from of this.values({ query: query.from ?? nothing, names }, input.value)) {
        for (const { value, path } of this.run(query.target, names, input)) {
          this.meter.step(Array.isArray(value) ? value.length : 1);
          const step: Json = { start: from, end: to };
          yield { value: getSlice(value, from, to), path: path === null ? null : [...path, step] };
        }
      }
    }
  }

  *#alternative(left: Query, right: Query, names: Names | null, input: Output): Outputs {
    let found = false;
    try {
      for (const output of this.run(left, names, input)) {
        if (!isTrue(output.value)) continue;
        found = true;
        yield output;
      }
    } catch (error) {
      if (!(error instanceof JqError)) throw error;
    }
    if (!found) yield* this.run(right, names, input);
  }

  *#update(query: Extract<Query, { kind: 'update' }>, names: Names | null, input: Output): Outputs {
    const { operator } = query;
    if (operator === '|=') {
      const change = { query: query.right, names };
      let result = input.value;
      const gone: Path[] = [];
      for (const path of this.paths({ query: query.left, names }, input.value)) {
        const changed = this.values(change, getPath(result, path, this.meter)).next();
        if (changed.done) gone.push(path);
        else result = setPath(result, path, changed.value, this.meter);
      }
      yield made(gone.length === 0 ? result : deletePaths(result, gone, this.meter));
      return;
    }
    for (const operand of this.values({ query: query.right, names }, input.value)) {
      let result = input.value;
      for (const path of this.paths({ query: query.left, names }, input.value)) {
        const current = getPath(result, path, this.meter);
        result = setPath(result, path, this.#updated(operator, current, operand), this.meter);
      }
      yield made(result);
    }
  }

  #updated(operator: '+=' | '-=' | '*=' | '/=' | '%=' | '//=', current: Json, operand: Json): Json {
    switch (operator) {
      case '//=':
        return isTrue(current) ? current : operand;
      case '+=':
        return calculate('+', current, operand, this.meter);
      case '-=':
        return calculate('-', current, operand, this.meter);
      case '*=':
        return calculate('*', current, operand, this.meter);
      case '/=':
        return calculate('/', current, operand, this.meter);
      case '%=':
        return calculate('%', current, operand, this.meter);
    }
  }

  *#try(body: Query, handler: Query | null, names: Names | null, input: Output): Outputs {
    try {
      yield* this.run(body, names, input);
    } catch (error) {
      if (!(error instanceof JqError)) throw error;
      if (handler !== null) yield* this.run(handler, names, made(error.value));
    }
  }

  *#reduce(query: Extract<Query, { kind: 'reduce' }>, names: Names | null, input: Output): Outputs {
    for (const start of this.values({ query: query.start, names }, input.value)) {
      let state: Json = start;
      for (const value of this.values({ query: query.source, names }, input.value)) {
        for (const bound of this.#bind(query.shape, value, names)) {
          let last: Json = null;
          for (const next of this.values({ query: query.update, names: bound }, state)) last = next;
          state = last;
        }
      }
      yield made(state);
    }
  }

  *#foreach(query: Extract<Query, { kind: 'foreach' }>, names: Names | null, input: Output): Outputs {
    for (const start of this.values({ query: query.start, names }, input.value)) {
      let state: Json = start;
      for (const value of this.values({ query: query.source, names }, input.value)) {
        for (const bound of this.#bind(query.shape, value, names)) {
          for (const next of this.values({ query: query.update, names: bound }, state)) {
            state = next;
            yield* this.run(query.extract, bound, made(next));
          }
        }
      }
    }
  }

  *#bind(shape: Shape, value: Json, names: Names | null): Generator<Names | null> {
    switch (shape.kind) {
      case 'variable':
        yield { kind: 'value', name: shape.name, value, outer: names };
        return;
      case 'array':
        return yield* this.#bindAll(
          shape.items.map(
            (item, index) => (bound) => this.#bind(item, getIndex(value, index, this.meter), bound),
          ),
          names,
        );
      case 'object':
        return yield* this.#bindAll(
          shape.entries.map((entry) => (bound) => this.#bindEntry(entry, value, bound)),
          names,
        );
    }
  }

  *#bindEntry(
    entry: Extract<Shape, { kind: 'object' }>['entries'][number],
    value: Json,
    names: Names | null,
  ): Generator<Names | null> {
    for (const key of this.values({ query: entry.key, names }, value)) {
      const found = getIndex(value, key, this.meter);
      const bound: Names | null =
        entry.variable === null ? names : { kind: 'value', name: entry.variable, value: found, outer: names };
      if (entry.shape === null) yield bound;
      else yield* this.#bind(entry.shape, found, bound);
    }
  }

  *#bindAll(
    binders: readonly ((names: Names | null) => Generator<Names | null>)[],
    names: Names | null,
  ): Generator<Names | null> {
    const [first, ...rest] = binders;
    if (first === undefined) yield names;
    else for (const bound of first(names)) yield* this.#bindAll(rest, bound);
  }

  *#call(name: string, args: readonly Query[], names: Names | null, input: Output): Outputs {
    for (let at = names; at !== null; at = at.outer) {
      if (at.kind === 'closure' && at.name === name && args.length === 0) {
        return yield* this.run(at.closure.query, at.closure.names, input);
      }
      if (at.kind === 'function' && isCalled(at.definition, name, args.length)) {
        return yield* this.#apply(at.definition, closures(args, names), at, input);
      }
    }
    const key = `${name}/${args.length}`;
    const native = this.#natives.get(key);
    if (native !== undefined) return yield* native(this, input, closures(args, names));
    const definition = this.#library.get(key);
    if (definition === undefined) throw new JqError(`${key} is not defined`);
    yield* this.#apply(
      definition,
      closures(args, names),
      { kind: 'function', definition, outer: null },
      input,
    );
  }

  /** Calls a function; arguments that are values are taken one after another. */
  *#apply(
    definition: FunctionDefinition,
    args: readonly Closure[],
    names: Names | null,
    input: Output,
    from = 0,
  ): Outputs {
    const parameter = definition.parameters[from];
    const closure = args[from];
    if (parameter === undefined || closure === undefined)
      return yield* this.run(definition.body, names, input);
    if (!parameter.startsWith('$')) {
      const outer: Names = { kind: 'closure', name: parameter, closure, outer: names };
      return yield* this.#apply(definition, args, outer, input, from + 1);
    }
    for (const value of this.values(closure, input.value)) {
      const name = parameter.slice(1);
      const literal: Closure = { query: { kind: 'literal', value }, names: null };
      const callable: Names = { kind: 'closure', name, closure: literal, outer: names };
      yield* this.#apply(definition, args, { kind: 'value', name, value, outer: callable }, input, from + 1);
    }
  }
}

/** An output that was made, so that there is no way to it. */
export function made(value: Json): Output {
  return { value, path: null };
}

/** An output, what comes out of it, what comes out of that …, depth first and without using the stack. */
export function* descend(start: Output, expand: (output: Output) => Iterable<Output>): Outputs {
  yield start;
  const open = [expand(start)[Symbol.iterator]()];
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const next = top.next();
    if (next.done === true) {
      open.pop();
      continue;
    }
    yield next.value;
    open.push(expand(next.value)[Symbol.iterator]());
  }
}

function variable(name: string, names: Names | null): Json {
  for (let at = names; at !== null; at = at.outer) {
    if (at.kind === 'value' && at.name === name) return at.value;
  }
  // What the machine's environment holds is nobody's business here.
  if (name === 'ENV') return {};
  throw new JqError(`$${name} is not defined`);
}

function closures(args: readonly Query[], names: Names | null): Closure[] {
  return args.map((query) => ({ query, names }));
}

function isCalled(definition: FunctionDefinition, name: string, count: number): boolean {
  return definition.name === name && definition.parameters.length === count;
}
