import { keyText } from './access';
import { attribute, ownerName } from './attribute';
import { compileCall, compileFilter, compileTest } from './compile-invocation';
import { ExpressionError, Failure, locate, placed, placedLater, undefinedError } from './error';
import type { Frame } from './frame';
import { chain, chainWith, collect, type MaybePromise } from './maybe-promise';
import { callMethod } from './methods';
import { Missing } from './missing';
import { nearNames } from './near-name';
import { Operand } from './operand';
import { type Path, pathOf } from './path';
import { applyBinary, applyUnary, type EagerOperator, joinParts, truth } from './operators';
import type { Place, Source } from './source';
import type { Expression, ExpressionOf } from './syntax';
import { setOwn } from './value';

/** A compiled expression. It gives a value or a promise of one, or Missing where a name is not there. */
export type Evaluate = (frame: Frame) => MaybePromise<unknown>;

const BOOLEAN_OPERATORS: ReadonlySet<string> = new Set([
  'or',
  'and',
  'contains',
  'isIn',
  '==',
  '!=',
  '>',
  '<',
  '>=',
  '<=',
]);

/** Compiles expressions of one template to closures. */
export class ExpressionCompiler {
  readonly #source: Source;

  constructor(source: Source) {
    this.#source = source;
  }

  /** An expression that must have a value: what is missing throws. */
  strict(node: Expression): Evaluate {
    if (!mayBeMissing(node)) return this.open(node);
    return this.#alongPath(node, () => this.#demanding(node));
  }

  #demanding(node: Expression): Evaluate {
    const evaluate = this.open(node);
    const demand = (value: unknown): unknown => {
      if (value instanceof Missing) throw value.toError();
      return value;
    };
    return (frame) => {
      const value = evaluate(frame);
      return value instanceof Promise ? value.then(demand) : demand(value);
    };
  }

  /** The same for where it is asked for most. */
  operand(node: Expression): Operand {
    const literal = node.kind === 'literal' ? node.value : undefined;
    return new Operand(literal, this.path(node), this.strict(node));
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
    return this.#alongPath(node, () => this.#general(node));
  }

  /** The expression as a path that may be read without asking its parts one by one. */
  path(node: Expression): Path | null {
    return pathOf(node);
  }

  /** Tries the path first. The long way knows what is missing and where; few templates ever need it. */
  #alongPath(node: Expression, longWay: () => Evaluate): Evaluate {
    const path = this.path(node);
    if (path === null) return longWay();
    let evaluate: Evaluate | undefined;
    return (frame) => {
      const value = path.read(frame);
      if (value !== undefined) return value;
      evaluate ??= longWay();
      return evaluate(frame);
    };
  }

  #general(node: Expression): Evaluate {
    switch (node.kind) {
      case 'literal': {
        const { value } = node;
        return () => value;
      }
      case 'interpolation': {
        const parts = this.all(node.parts);
        const place = this.place(node.at);
        return (frame) =>
          chain(parts(frame), (values) => placed(place, '', () => joinParts(values, frame.meter)));
      }
      case 'list':
        return this.all(node.items);
      case 'map':
        return this.#map(node);
      case 'name':
        return this.#name(node);
      case 'body':
        return (frame) => frame.body;
      case 'member':
        return this.#member(node);
      case 'index':
        return this.#index(node);
      case 'call':
        return compileCall(this, node);
      case 'method':
        return this.#method(node);
      case 'filter':
        return compileFilter(this, node);
      case 'test':
        return compileTest(this, node);
      case 'unary': {
        const operand = this.strict(node.operand);
        const place = this.place(node.at);
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
    if (isBoolean(node)) return this.strict(node) as (frame: Frame) => MaybePromise<boolean>;
    const operand = this.operand(node);
    const place = this.place(node.at);
    const decide = (value: unknown): boolean => {
      if (typeof value === 'boolean') return value;
      return value === null && nullIsFalse ? false : placed(place, '', () => truth(value));
    };
    return (frame) => {
      const value = operand.value(frame);
      return value instanceof Promise ? value.then(decide) : decide(value);
    };
  }

  place(offset: number): Place {
    return { source: this.#source, at: offset };
  }

  all(nodes: readonly Expression[]): (frame: Frame) => MaybePromise<unknown[]> {
    const parts = nodes.map((node) => this.strict(node));
    return (frame) => collect(parts.length, (index) => parts[index]?.(frame) ?? null);
  }

  #map(node: ExpressionOf<'map'>): Evaluate {
    const keys = this.all(node.entries.map((entry) => entry.key));
    const values = this.all(node.entries.map((entry) => entry.value));
    const places = node.entries.map((entry) => this.place(entry.key.at));
    return (frame) =>
      chain(keys(frame), (keyList) =>
        chain(values(frame), (valueList) => {
          const result: Record<string, unknown> = {};
          for (const [index, key] of keyList.entries()) {
            const text = keyText(key);
            const place = places[index] ?? this.place(node.at);
            if (text === null) throw locate(new Failure('The key of a map must be a text.'), place);
            setOwn(result, text, valueList[index]);
          }
          return result;
        }),
      );
  }

  #name(node: ExpressionOf<'name'>): Evaluate {
    const { name } = node;
    const place = this.place(node.at);
    return (frame) => {
      const value = frame.lookUp(name);
      if (value !== undefined) return value;
      return new Missing(() => undefinedError(name, place, nearNames(name, frame.names())));
    };
  }

  #member(node: ExpressionOf<'member'>): Evaluate {
    const target = this.open(node.target);
    const owner = ownerName(node.target);
    const { name } = node;
    const place = this.place(node.at);
    const ownerPlace = this.place(node.target.at);
    return (frame) =>
      chain(target(frame), (value) => attribute(value, name, { place, owner, ownerPlace }, frame));
  }

  #index(node: ExpressionOf<'index'>): Evaluate {
    const target = this.open(node.target);
    const index = this.open(node.index);
    const owner = ownerName(node.target);
    const place = this.place(node.at);
    const ownerPlace = this.place(node.target.at);
    return (frame) =>
      chain(target(frame), (value) =>
        chain(index(frame), (key) => {
          if (key instanceof Missing) return key;
          const text = keyText(key);
          if (text === null) throw locate(new Failure('An index must be a text or a number.'), place);
          return attribute(value, text, { place, owner, ownerPlace }, frame);
        }),
      );
  }

  #method(node: ExpressionOf<'method'>): Evaluate {
    const target = this.open(node.target);
    const all = this.all(node.arguments);
    const owner = ownerName(node.target);
    const { name } = node;
    const place = this.place(node.at);
    const ownerPlace = this.place(node.target.at);
    const subject = `Method [${name}]: `;
    return (frame) =>
      chain(target(frame), (value) => {
        if (value === null || value instanceof Missing) {
          return attribute(value, name, { place, owner, ownerPlace }, frame);
        }
        return chain(all(frame), (args) =>
          placedLater(place, subject, () => callMethod(value, name, args, frame)),
        );
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
        const goOn = (value: boolean, frame: Frame): MaybePromise<boolean> =>
          value === decisive ? value : right(frame);
        return (frame) => chainWith(left(frame), frame, goOn);
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
    const left = this.operand(node.left);
    const right = this.operand(node.right);
    const place = this.place(node.at);
    const apply = (first: unknown, second: unknown, frame: Frame): unknown => {
      try {
        return applyBinary(operator, first, second, frame.meter);
      } catch (error) {
        throw locate(error, place);
      }
    };
    const applyLater = async (first: unknown, second: unknown, frame: Frame): Promise<unknown> =>
      apply(first, await second, frame);
    const goOn = (first: unknown, frame: Frame): unknown => {
      const second = right.value(frame);
      return second instanceof Promise ? applyLater(first, second, frame) : apply(first, second, frame);
    };
    return (frame) => chainWith(left.value(frame), frame, goOn);
  }

  #ternary(node: ExpressionOf<'ternary'>): Evaluate {
    const condition = this.condition(node.condition, true);
    const whenTrue = this.open(node.whenTrue);
    const whenFalse = this.open(node.whenFalse);
    return (frame) => chain(condition(frame), (holds) => (holds ? whenTrue(frame) : whenFalse(frame)));
  }
}

/** Whether an expression can give Missing; all others throw or have a value. */
function mayBeMissing(node: Expression): boolean {
  switch (node.kind) {
    case 'name':
    case 'member':
    case 'index':
    case 'method':
    case 'ternary':
      return true;
    case 'binary':
      return node.operator === '??' || node.operator === '???';
    case 'literal':
    case 'interpolation':
    case 'list':
    case 'map':
    case 'body':
    case 'call':
    case 'filter':
    case 'test':
    case 'unary':
      return false;
  }
}

/** Whether an expression gives true or false, or fails. */
function isBoolean(node: Expression): boolean {
  if (node.kind === 'test') return true;
  if (node.kind === 'unary') return node.operator === 'not';
  return node.kind === 'binary' && BOOLEAN_OPERATORS.has(node.operator);
}
