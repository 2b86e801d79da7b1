import type { Arguments } from '../arguments';
import { Failure } from '../error';
import { compareNumbers, isNumber, negated, type NumberValue, readDecimal, whole } from '../number';
import { anyFilter, type FilterTable, textFilter, wrongInput } from './filter';

const WHOLE = /^[+-]?[0-9]{1,400}$/;
const DECIMAL = /^[+-]?(?:[0-9]{1,400}\.?[0-9]{0,400}|\.[0-9]{1,400})(?:[eE]([+-]?[0-9]{1,4}))?$/;
/** Beyond it a number could not be read again from JSON. */
const MAX_EXPONENT = 1000;
const LIMITS: ReadonlyMap<string, bigint> = new Map([
  ['INT', 2n ** 31n],
  ['LONG', 2n ** 63n],
]);

function parseWhole(text: string, type: string): NumberValue {
  if (!WHOLE.test(text)) throw new Failure('The text is not a whole number.');
  const value = BigInt(text.replace('+', ''));
  const limit = LIMITS.get(type);
  if (limit !== undefined && (value >= limit || value < -limit)) {
    throw new Failure(`The number does not fit into ${type}.`);
  }
  return whole(value);
}

function parseDecimal(text: string): NumberValue {
  const match = DECIMAL.exec(text);
  if (match === null) throw new Failure('The text is not a number.');
  if (Math.abs(Number(match[1] ?? 0)) > MAX_EXPONENT) throw new Failure('The number is too large.');
  const normal = text
    .replace(/^\+/, '')
    .replace(/^(-?)\./, (_, sign: string) => `${sign}0.`)
    .replace(/\.(?![0-9])/, '');
  return readDecimal(/[.eE]/.test(normal) ? normal : `${normal}.0`);
}

function toNumber(text: string, args: Arguments): NumberValue {
  const type = args.textOr('type', undefined);
  switch (type) {
    case undefined:
      return WHOLE.test(text) ? parseWhole(text, '') : parseDecimal(text);
    case 'INT':
    case 'LONG':
    case 'BIGINTEGER':
      return parseWhole(text, type);
    case 'FLOAT':
    case 'DOUBLE':
    case 'BIGDECIMAL':
      return parseDecimal(text);
    default:
      throw new Failure('The argument [type] must be INT, FLOAT, LONG, DOUBLE, BIGDECIMAL or BIGINTEGER.');
  }
}

function absolute(input: unknown): NumberValue {
  if (!isNumber(input)) throw wrongInput('a number', input);
  return compareNumbers(input, 0) < 0 ? negated(input) : input;
}

export const numberFilters: FilterTable = [
  ['abs', anyFilter([], absolute)],
  ['number', textFilter(['type'], toNumber)],
];
