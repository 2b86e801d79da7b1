import type { ExpressionError } from './error';

/**
 * Stands for a name or attribute that is not there. `??`, `???`, `is defined` and `default` see it; everything else
 * throws the error that it describes.
 */
export class Missing {
  readonly #describe: () => ExpressionError;

  constructor(describe: () => ExpressionError) {
    this.#describe = describe;
  }

  toError(): ExpressionError {
    return this.#describe();
  }
}
