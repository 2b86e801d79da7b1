import type { Evaluate } from './compile-expression';
import type { Frame } from './frame';
import type { MaybePromise } from './maybe-promise';
import type { Path } from './path';

/**
 * An expression that must have a value. Literals and paths are read here and now: most expressions are one of them,
 * and calling a closure costs more than they do.
 */
export class Operand {
  readonly #literal: unknown;
  readonly #path: Path | null;
  readonly #evaluate: Evaluate;

  /** `literal` is undefined and `path` is null where the expression is neither; `evaluate` always knows the value. */
  constructor(literal: unknown, path: Path | null, evaluate: Evaluate) {
    this.#literal = literal;
    this.#path = path;
    this.#evaluate = evaluate;
  }

  value(frame: Frame): MaybePromise<unknown> {
    if (this.#path !== null) {
      const value = this.#path.read(frame);
      if (value !== undefined) return value;
    } else if (this.#literal !== undefined) {
      return this.#literal;
    }
    return this.#evaluate(frame);
  }
}
