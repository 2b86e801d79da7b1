import { bindArguments } from './arguments';
import { keyText, readAttribute } from './access';
import { ExpressionError, Failure, locate, undefinedError } from './error';
import { filters } from './filters';
import type { Frame } from './frame';
import { callFunction } from './function-call';
import { chain, collect, type MaybePromise } from './maybe-promise';
import { Missing } from './missing';
import { nearNames } from './near-name';
import { applyBinary, applyUnary, type EagerOperator, joinParts, truth } from './operators';
import type { Place, Source } from './source';
import type { ArgumentList, Expression, ExpressionOf } from './syntax';
import { tests } from './tests';
import { isMap, keysOf, setOwn } from './value';

/** A compiled expression. It gives a value or a promise of one, or Missing where a name is not there. */
export type Evaluate = (frame: Frame) => MaybePromise<unknown>;

interface GivenArguments {
  readonly positional: readonly unknown[];
  readonly named: Readonly<Record<string, unknown>>;
}

/** Runs work and gives its failures a place. */
function placed<T>(place: Place, subject: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw locate(error, place, subject);
  }
}

/** Compiles expressions of one template to closures. */
export class ExpressionCompiler {
  readonly #source: Source;

  constructor(source: Source) {
    this.#source = source;
  }

  /** An expression that must have a value: what is missing throws. */
  strict(node: Expression): Evaluate {
    const evaluate = this.open(node);
    if (node.kind === 'literal') return evaluate;
    const demand = (value: unknown): unknown => {
      if (value instanceof Missing) throw value.toError();
      return value;
    };
    return (frame) => chain(evaluate(frame), demand);
  }

  /** An expression whose missing names, however deep, give Missing. */
  tolerant(node: Expression): Evaluate {
    const evaluate = this.open(node);
    if (node.kind === 'name') return evaluate;
    const forgive = (error: unknown, frame: Frame): Missing => {
      if (!(error instanceof ExpressionError) || error.kind !== 'undefined') throw error;
      // Telling the place of the forgiven error took a walk over the text.
      frame.meter.text(this.#source.text.length);
      return new Missing(() => error);
    };
    return (frame) => {
      try {
        const value = evaluate(frame);
        return value instanceof Promise ? value.catch((error: unknown) => forgive(error, frame)) : value;
      } catch (error) {
        return forgive(error, frame);
      }
    };
  }

  /** An expression that may give Missing. */
  open(node: Expression): Evaluate {
    switch (node.kind) {
      case 'literal': {
        const { value } = node;
        return () => value;
      }
      case 'interpolation': {
        const parts = this.#all(node.parts);
        const place = this.#place(node.at);
        return (frame) =>
          chain(parts(frame), (values) => placed(place, '', () => joinParts(values, frame.meter)));
      }
      case 'list':
        return this.#all(node.items);
      case 'map':
        return this.#map(node);
      case 'name':
        return this.#name(node);
      case 'member':
        return this.#member(node);
      case 'index':
        return this.#index(node);
      case 'call':
        return this.#call(node);
      case 'filter':
        return this.#filter(node);
      case 'test':
        return this.#test(node);
      case 'unary': {
        const operand = this.strict(node.operand);
        const place = this.#place(node.at);
        const { operator } = node;
        return (frame) =>
          chain(operand(frame), (value) => placed(place, '', () => applyUnary(operator, value)));
      }
      case 'binary':
        return this.#binary(node);
      case 'ternary':
        return this.#ternary(node);
    }
  }

  /** An expression as a condition; null counts as false only where `nullIsFalse` says so. */
  condition(node: Expression, nullIsFalse: boolean): (frame: Frame) => MaybePromise<boolean> {
    const evaluate = this.strict(node);
    const place = this.#place(node.at);
    const decide = (value: unknown): boolean =>
      value === null && nullIsFalse ? false : placed(place, '', () => truth(value));
    return (frame) => chain(evaluate(frame), decide);
  }

  #place(offset: number): Place {
    return { source: this.#source, at: offset };
  }

  #all(nodes: readonly Expression[]): (frame: Frame) => MaybePromise<unknown[]> {
    const parts = nodes.map((node) => this.strict(node));
    return (frame) => collect(parts.length, (index) => parts[index]?.(frame) ?? null);
  }

  #map(node: ExpressionOf<'map'>): Evaluate {
    const keys = this.#all(node.entries.map((entry) => entry.key));
    const values = this.#all(node.entries.map((entry) => entry.value));
    const places = node.entries.map((entry) => this.#place(entry.key.at));
    return (frame) =>
      chain(keys(frame), (keyList) =>
        chain(values(frame), (valueList) => {
          const result: Record<string, unknown> = {};
          for (const [index, key] of keyList.entries()) {
            const text = keyText(key);
            const place = places[index] ?? this.#place(node.at);
            if (text === null) throw locate(new Failure('The key of a map must be a text.'), place);
            setOwn(result, text, valueList[index]);
          }
          return result;
        }),
      );
  }

  #name(node: ExpressionOf<'name'>): Evaluate {
    const { name } = node;
    const place = this.#place(node.at);
    return (frame) => {
      const value = placed(place, '', () => frame.lookUp(name));
      if (value !== undefined) return value;
      return new Missing(() => undefinedError(name, place, nearNames(name, frame.names())));
    };
  }

  #member(node: ExpressionOf<'member'>): Evaluate {
    const target = this.open(node.target);
    const owner = ownerName(node.target);
    const { name } = node;
    const place = this.#place(node.at);
    const ownerPlace = this.#place(node.target.at);
    const read = (value: unknown): unknown => attribute(value, name, place, owner, ownerPlace);
    return (frame) => chain(target(frame), read);
  }

  #index(node: ExpressionOf<'index'>): Evaluate {
    const target = this.open(node.target);
    const index = this.open(node.index);
    const owner = ownerName(node.target);
    const place = this.#place(node.at);
    const ownerPlace = this.#place(node.target.at);
    return (frame) =>
      chain(target(frame), (value) =>
        chain(index(frame), (key) => {
          if (key instanceof Missing) return key;
          const text = keyText(key);
          if (text === null) throw locate(new Failure('An index must be a text or a number.'), place);
          return attribute(value, text, place, owner, ownerPlace);
        }),
      );
  }

  #call(node: ExpressionOf<'call'>): Evaluate {
    const given = this.#given(node.arguments);
    const place = this.#place(node.at);
    const { name } = node;
    const subject = `Function [${name}]: `;
    return (frame) =>
      chain(given(frame), ({ positional, named }) => {
        frame.meter.step();
        try {
          const result = callFunction(name, positional, named, frame);
          if (!(result instanceof Promise)) return result;
          return result.catch((error: unknown) => {
            throw locate(error, place, subject);
          });
        } catch (error) {
          throw locate(error, place, subject);
        }
      });
  }

  #filter(node: ExpressionOf<'filter'>): Evaluate {
    const place = this.#place(node.at);
    const { name } = node;
    const filter = filters.get(name);
    if (filter === undefined) {
      return () => {
        const candidates = nearNames(name, filters.keys());
        throw locate(new Failure(`Filter [${name}] does not exist.`, 'unknown', candidates), place);
      };
    }
    const input = filter.acceptsMissing ? this.tolerant(node.input) : this.strict(node.input);
    const given = this.#given(node.arguments);
    const subject = `Filter [${name}]: `;
    return (frame) =>
      chain(input(frame), (value) =>
        chain(given(frame), ({ positional, named }) =>
          placed(place, subject, () => {
            frame.meter.step();
            const bound = bindArguments(filter.parameters, positional, named);
            return filter.apply(value instanceof Missing ? null : value, bound, frame);
          }),
        ),
      );
  }

  #test(node: ExpressionOf<'test'>): Evaluate {
    const place = this.#place(node.at);
    const { name, negated } = node;
    const test = tests.get(name);
    if (test === undefined) {
      return () => {
        const candidates = nearNames(name, tests.keys());
        throw locate(new Failure(`Test [${name}] does not exist.`, 'unknown', candidates), place);
      };
    }
    const input = test.acceptsMissing ? this.tolerant(node.input) : this.strict(node.input);
    const given = this.#given(node.arguments);
    const subject = `Test [${name}]: `;
    return (frame) =>
      chain(input(frame), (value) =>
        chain(given(frame), ({ positional, named }) =>
          placed(place, subject, () => {
            bindArguments([], positional, named);
            return test.holds(value instanceof Missing ? null : value, frame) !== negated;
          }),
        ),
      );
  }

  #given(list: ArgumentList): (frame: Frame) => MaybePromise<GivenArguments> {
    if (list.positional.length === 0 && list.named.length === 0) return () => NOTHING_GIVEN;
    const names = list.named.map((argument) => argument.name);
    const count = list.positional.length;
    const all = this.#all([...list.positional, ...list.named.map((argument) => argument.value)]);
    return (frame) =>
      chain(all(frame), (values) => {
        const named: Record<string, unknown> = {};
        for (const [index, name] of names.entries()) setOwn(named, name, values[count + index]);
        return { positional: values.slice(0, count), named };
      });
  }

  #binary(node: ExpressionOf<'binary'>): Evaluate {
    const { operator } = node;
    switch (operator) {
      case '??':
      case '???': {
        const left = this.tolerant(node.left);
        const right = this.open(node.right);
        const nullCounts = operator === '??';
        return (frame) =>
          chain(left(frame), (value) =>
            value instanceof Missing || (value === null && nullCounts) ? right(frame) : value,
          );
      }
      case 'and':
      case 'or': {
        const left = this.condition(node.left, false);
        const right = this.condition(node.right, false);
        const decisive = operator === 'or';
        return (frame) => chain(left(frame), (value) => (value === decisive ? value : right(frame)));
      }
      case 'contains':
      case 'isIn':
      case '==':
      case '!=':
      case '>':
      case '<':
      case '>=':
      case '<=':
      case '+':
      case '-':
      case '*':
      case '/':
      case '%':
      case '~':
      case '..':
        return this.#eager(node, operator);
    }
  }

  #eager(node: ExpressionOf<'binary'>, operator: EagerOperator): Evaluate {
    const left = this.strict(node.left);
    const right = this.strict(node.right);
    const place = this.#place(node.at);
    return (frame) =>
      chain(left(frame), (first) =>
        chain(right(frame), (second) =>
          placed(place, '', () => applyBinary(operator, first, second, frame.meter)),
        ),
      );
  }

  #ternary(node: ExpressionOf<'ternary'>): Evaluate {
    const condition = this.condition(node.condition, true);
    const whenTrue = this.open(node.whenTrue);
    const whenFalse = this.open(node.whenFalse);
    return (frame) => chain(condition(frame), (holds) => (holds ? whenTrue(frame) : whenFalse(frame)));
  }
}

const NOTHING_GIVEN: GivenArguments = { positional: [], named: {} };

/** How an error names the thing an attribute is read from. */
function ownerName(node: Expression): string | null {
  if (node.kind === 'name' || node.kind === 'member') return node.name;
  if (node.kind === 'index') return node.index.kind === 'literal' ? keyText(node.index.value) : null;
  return null;
}

function attribute(
  target: unknown,
  key: string,
  place: Place,
  owner: string | null,
  ownerPlace: Place,
): unknown {
  if (target instanceof Missing) return target;
  if (target === null) {
    // What is null itself is named, because its attributes are not the ones to look for.
    return new Missing(() =>
      owner === null ? undefinedError(key, place, []) : undefinedError(owner, ownerPlace, []),
    );
  }
  const value = placed(place, '', () => readAttribute(target, key));
  if (value !== undefined) return value;
  return new Missing(() => undefinedError(key, place, isMap(target) ? nearNames(key, keysOf(target)) : []));
}
