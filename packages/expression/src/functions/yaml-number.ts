import { Decimal } from '@headrace/json';
import { readDecimal, whole } from '../number';
import type { ScalarTag } from 'yaml';

/** Beyond them a number could not be read again from JSON. */
const MAX_CHARACTERS = 1000;
const MAX_EXPONENT = 1000;

type OnError = (message: string) => void;

function checked<Value>(text: string, onError: OnError, valueOf: (digits: string) => Value): Value | string {
  const digits = text.replaceAll('_', '');
  const exponent = /[eE]([-+]?[0-9]+)$/.exec(digits)?.[1] ?? '0';
  if (digits.length > MAX_CHARACTERS || Math.abs(Number(exponent)) > MAX_EXPONENT) {
    onError('The number has too many digits');
    return text;
  }
  return valueOf(digits);
}

function wholeTag(test: RegExp, prefix: (digits: string) => string): ScalarTag {
  return {
    tag: 'tag:yaml.org,2002:int',
    default: true,
    test,
    resolve: (text, onError) =>
      checked(text, onError, (signed) => {
        const digits = signed.replace(/^[-+]/, '');
        const value = BigInt(prefix(digits));
        return whole(signed.startsWith('-') ? -value : value);
      }),
  };
}

function decimalOf(digits: string): number | bigint | Decimal {
  const unsigned = digits
    .replace(/^[-+]/, '')
    .replace(/^\./, '0.')
    .replace(/\.(?![0-9])/, '.0');
  const value = readDecimal(unsigned);
  if (!digits.startsWith('-')) return value;
  return value instanceof Decimal ? Decimal.of(`-${value.text}`) : -value;
}

/** Numbers as Kestra reads them from YAML, with all their digits: `012` is octal, `08` is a text, `1_000` is 1000. */
export const YAML_NUMBERS: readonly ScalarTag[] = [
  wholeTag(/^[-+]?0[0-7_]+$/, (digits) => `0o${digits}`),
  wholeTag(/^[-+]?0x[0-9a-fA-F_]+$/, (digits) => digits),
  wholeTag(/^[-+]?0b[01_]+$/, (digits) => digits),
  wholeTag(/^[-+]?(?:0|[1-9][0-9_]*)$/, (digits) => digits),
  {
    tag: 'tag:yaml.org,2002:float',
    default: true,
    test: /^[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?$|^[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+$/,
    resolve: (text, onError) => checked(text, onError, decimalOf),
  },
];
