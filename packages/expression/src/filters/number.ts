import type { Arguments } from '../arguments';
import { Failure } from '../error';
import { comparable, decimal, isNumber, Decimal, type NumberValue, whole } from '../number';
import { anyFilter, type FilterTable, textFilter, wrongInput } from './filter';

const WHOLE = /^[+-]?[0-9]{1,400}$/;
const DECIMAL = /^[+-]?(?:[0-9]{1,400}\.?[0-9]{0,400}|\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,4})?$/;
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
  if (!DECIMAL.test(text)) throw new Failure('The text is not a number.');
  return decimal(Number(text));
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
  const value = comparable(input);
  if (typeof value === 'bigint') return value < 0n ? -value : value;
  return input instanceof Decimal ? new Decimal(Math.abs(value)) : Math.abs(value);
}

export const numberFilters: FilterTable = [
  ['abs', anyFilter([], absolute)],
  ['number', textFilter(['type'], toNumber)],
];
