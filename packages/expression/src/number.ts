import { Decimal, isJsonNumber, type JsonNumber, readNumber } from '@headrace/json';
import { Failure } from './error';

/**
 * A number of the language. JavaScript has one number type; the language has whole numbers (`7 / 2` is 3) and decimals
 * (`7.0 / 2` is 3.5). A plain number with a fraction is a decimal, one without is whole, a bigint is a whole number
 * beyond 2^53, and a `Decimal` is what is left, such as `7.0` or a decimal with more digits than JavaScript holds.
 */
export type NumberValue = JsonNumber;

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%';

const LARGEST_LONG = 2n ** 63n - 1n;
const SMALLEST_LONG = -(2n ** 63n);

export { Decimal };

export function isNumber(value: unknown): value is NumberValue {
  return isJsonNumber(value);
}

export function isDecimal(value: NumberValue): boolean {
  return value instanceof Decimal || (typeof value === 'number' && !Number.isInteger(value));
}

/** Marks a result as decimal, even when it has no fraction. */
export function decimal(value: number): NumberValue {
  return Number.isInteger(value) ? Decimal.from(value) : value;
}

/** The decimal that a text with digits on both sides of a point stands for, with all its digits. */
export function readDecimal(text: string): NumberValue {
  return readNumber(text.replace(/^0+(?=[0-9])/, '')) ?? decimal(Number(text));
}

/** The same number below zero, or above it; no digit is lost. */
export function negated(value: NumberValue): NumberValue {
  if (!(value instanceof Decimal)) return calculate('*', value, -1);
  return Decimal.of(value.text.startsWith('-') ? value.text.slice(1) : `-${value.text}`);
}

export function isEven(value: NumberValue): boolean {
  return typeof value === 'bigint' ? value % 2n === 0n : toFloat(value) % 2 === 0;
}

/** A whole number in the smallest form that keeps its value. */
export function whole(value: bigint): number | bigint {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER)
    ? Number(value)
    : value;
}

/** The value as JavaScript compares it: a number or a bigint. */
export function comparable(value: NumberValue): number | bigint {
  return value instanceof Decimal ? value.value : value;
}

export function toFloat(value: NumberValue): number {
  return Number(comparable(value));
}

function toBigInt(value: NumberValue): bigint {
  return BigInt(comparable(value));
}

function decimalResult(operator: ArithmeticOperator, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
  }
}

function wholeResult(operator: ArithmeticOperator, left: bigint, right: bigint): bigint {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '%':
      return left % right;
  }
}

/** Two whole numbers give a whole number (division cuts off), anything else a decimal. Fails on division by zero. */
export function calculate(operator: ArithmeticOperator, left: NumberValue, right: NumberValue): NumberValue {
  if ((operator === '/' || operator === '%') && toFloat(right) === 0) throw new Failure('Division by zero.');
  if (isDecimal(left) || isDecimal(right)) {
    return decimal(decimalResult(operator, toFloat(left), toFloat(right)));
  }
  if (Number.isSafeInteger(left) && Number.isSafeInteger(right)) {
    const result = Math.trunc(decimalResult(operator, toFloat(left), toFloat(right)));
    // Adding zero turns -0, which whole numbers do not have, into 0.
    if (Number.isSafeInteger(result)) return result + 0;
  }
  const result = wholeResult(operator, toBigInt(left), toBigInt(right));
  if (result > LARGEST_LONG || result < SMALLEST_LONG) {
    throw new Failure('The result does not fit into a 64-bit number.');
  }
  return whole(result);
}

/** Negative, zero or positive, as left is less than, equal to or greater than right; NaN when they have no order. */
export function compareNumbers(left: NumberValue, right: NumberValue): number {
  const a = comparable(left);
  const b = comparable(right);
  if (a < b) return -1;
  if (a > b) return 1;
  // Neither less nor greater: equal (also 1n and 1), or one of them is not a number.
  return a <= b ? 0 : Number.NaN;
}

function decimalText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (size === 0) return Object.is(value, -0) ? '-0.0' : '0.0';
  if (size >= 1e-3 && size < 1e7) return Number.isInteger(value) ? `${value}.0` : String(value);
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${exponent.replace('+', '')}`;
}

/** A double holds this many digits for sure. */
const DIGITS_OF_A_DOUBLE = 15;

/** Whether JavaScript's number, and Java's, has all digits of the decimal. */
export function isExact(decimal: Decimal): boolean {
  if (decimal.text.length <= DIGITS_OF_A_DOUBLE && !decimal.text.includes('E')) return true;
  const { value } = decimal;
  return Number.isFinite(value) && significantDigits(decimal.text) === significantDigits(String(value));
}

function significantDigits(text: string): string {
  const [mantissa = ''] = text.split(/[eE]/);
  return mantissa.replace(/[-.]/g, '').replace(/^0+/, '').replace(/0+$/, '');
}

/** The number as Java prints it: `7`, `7.0`, `1.123`, `1.0E10`; digits beyond those of a double are kept. */
export function numberText(value: NumberValue): string {
  if (value instanceof Decimal) return isExact(value) ? decimalText(value.value) : value.text;
  if (typeof value === 'bigint') return value.toString();
  if (Number.isSafeInteger(value)) return String(value + 0);
  return Number.isInteger(value) ? BigInt(value).toString() : decimalText(value);
}
