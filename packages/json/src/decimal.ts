import { normalText, numberParts } from './number-text';

/** What native `JSON.stringify` meets at a decimal; `writeJson` catches it and writes in its own way. */
export const DECIMAL_MET = new TypeError(
  'A decimal keeps its digits only when it is written by `writeJson`.',
);

/**
 * A number with a fraction whose digits a JavaScript number would not keep: `1.0`, `1.50`, `1e400`. It never stands for a whole number.
 * Its text is an own property so that two decimals with other digits are different to whoever compares properties.
 */
export class Decimal {
  /** In normal form: `1e3` is `1000.0`, `1e300` is `1.0E300`. Valid JSON. */
  readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  /** Of a JSON number with a fraction or an exponent. Throws a RangeError for anything else. */
  static of(text: string): Decimal {
    const parts = numberParts(text);
    if (parts === undefined || !parts.isDecimal)
      throw new RangeError('A decimal needs a fraction or an exponent.');
    return new Decimal(normalText(parts));
  }

  /** Of a JavaScript number, taken as a decimal: 7 is `7.0`. Throws a RangeError for what is not finite. */
  static from(value: number): Decimal {
    if (!Number.isFinite(value)) throw new RangeError('A decimal is finite.');
    const text = Object.is(value, -0) ? '-0' : String(value);
    return Decimal.of(/[.e]/.test(text) ? text : `${text}.0`);
  }

  /** The nearest JavaScript number; infinite for what is too large. */
  get value(): number {
    return Number(this.text);
  }

  toString(): string {
    return this.text;
  }

  /** Throws, because JSON of a decimal cannot be made by `JSON.stringify`: use `writeJson`. */
  toJSON(): never {
    throw DECIMAL_MET;
  }
}
