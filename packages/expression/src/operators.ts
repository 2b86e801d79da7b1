import type { Meter } from './budget';
import { Failure } from './error';
import { calculate, compareNumbers, isNumber, negated, toFloat } from './number';
import type { BinaryOperator, UnaryOperator } from './syntax';
import { describeKind, equal, isList, isMap, keysOf, printedText, valueOf } from './value';
import { keyText } from './access';

/** The operators that always need both sides. */
export type EagerOperator = Exclude<BinaryOperator, 'or' | 'and' | '??' | '???'>;

/** Booleans, numbers (0 is false) and texts (only the empty one is false). Null and everything else fails. */
export function truth(value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return value !== '';
  if (isNumber(value)) return toFloat(value) !== 0;
  throw new Failure(`Expected true or false, got ${describeKind(value)}.`);
}

export function applyUnary(operator: UnaryOperator, operand: unknown): unknown {
  if (operator === 'not') return !truth(operand);
  if (!isNumber(operand)) throw invalidOperands(operator, operand, operand);
  return operator === '-' ? negated(operand) : operand;
}

export function applyBinary(operator: EagerOperator, left: unknown, right: unknown, meter: Meter): unknown {
  switch (operator) {
    case '==':
      return equal(left, right, meter);
    case '!=':
      return !equal(left, right, meter);
    case '>':
    case '<':
    case '>=':
    case '<=':
      return ordered(operator, left, right);
    case '+':
      return add(left, right, meter);
    case '-':
    case '*':
    case '/':
    case '%':
      if (!isNumber(left) || !isNumber(right)) throw invalidOperands(operator, left, right);
      return calculate(operator, left, right);
    case '~':
      return join(printedText(left, meter), printedText(right, meter), meter);
    case 'contains':
      return contains(left, right, meter);
    case 'isIn':
      return contains(right, left, meter);
    case '..':
      return range(left, right, 1, meter);
  }
}

function invalidOperands(operator: string, left: unknown, right: unknown): Failure {
  return new Failure(`Invalid operands for [${operator}]: ${describeKind(left)} and ${describeKind(right)}.`);
}

function ordered(operator: '>' | '<' | '>=' | '<=', left: unknown, right: unknown): boolean {
  if (left === null || right === null) return false;
  if (!isNumber(left) || !isNumber(right)) throw invalidOperands(operator, left, right);
  const order = compareNumbers(left, right);
  switch (operator) {
    case '>':
      return order > 0;
    case '<':
      return order < 0;
    case '>=':
      return order >= 0;
    case '<=':
      return order <= 0;
  }
}

function join(left: string, right: string, meter: Meter): string {
  meter.text(left.length + right.length);
  return left + right;
}

function add(left: unknown, right: unknown, meter: Meter): unknown {
  if (typeof left === 'string' || typeof right === 'string') {
    return join(addedText(left, meter), addedText(right, meter), meter);
  }
  if (isList(left)) {
    const result = isList(right) ? [...left, ...right] : [...left, right];
    meter.step(result.length);
    return result;
  }
  if (!isNumber(left) || !isNumber(right)) throw invalidOperands('+', left, right);
  return calculate('+', left, right);
}

/** Unlike `~`, `+` shows null as a word. */
function addedText(value: unknown, meter: Meter): string {
  return value === null ? 'null' : printedText(value, meter);
}

function contains(container: unknown, item: unknown, meter: Meter): boolean {
  if (container === null) return false;
  if (isList(container)) {
    const has = (wanted: unknown): boolean => container.some((candidate) => equal(candidate, wanted, meter));
    return isList(item) ? item.every(has) : has(item);
  }
  if (isMap(container)) {
    const key = keyText(item);
    meter.step();
    return key !== null && (valueOf(container, key) !== undefined || keysOf(container).includes(key));
  }
  if (typeof container === 'string') {
    if (typeof item !== 'string') throw invalidOperands('contains', container, item);
    meter.text(container.length);
    return container.includes(item);
  }
  throw invalidOperands('contains', container, item);
}

/** An inclusive list of whole numbers, or of single characters. */
export function range(start: unknown, end: unknown, increment: number, meter: Meter): unknown[] {
  if (increment === 0) throw new Failure('The increment of a range cannot be 0.');
  const first = rangeEnd(start);
  const last = rangeEnd(end);
  if (first.isCharacter !== last.isCharacter) throw invalidOperands('..', start, end);
  const count = Math.max(0, Math.floor((last.code - first.code) / increment) + 1);
  meter.range(count);
  return Array.from({ length: count }, (_, index) => {
    const code = first.code + index * increment;
    return first.isCharacter ? String.fromCharCode(code) : code;
  });
}

function rangeEnd(value: unknown): { code: number; isCharacter: boolean } {
  if (typeof value === 'string' && value.length === 1)
    return { code: value.charCodeAt(0), isCharacter: true };
  if (isNumber(value) && Number.isSafeInteger(toFloat(value)))
    return { code: toFloat(value), isCharacter: false };
  throw new Failure(
    `A range goes from number to number or from character to character, not to ${describeKind(value)}.`,
  );
}

/** The text of an interpolated string: its parts joined, null as nothing. */
export function joinParts(parts: readonly unknown[], meter: Meter): string {
  return parts.reduce<string>((text, part) => join(text, printedText(part, meter), meter), '');
}
