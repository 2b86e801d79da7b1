import type { Arguments } from '../arguments';
import { Failure } from '../error';
import { comparable, Decimal, isExact, isNumber, type NumberValue } from '../number';
import { type DecimalPattern, parseDecimalPattern } from './decimal-pattern';
import { type FilterTable, valueFilter, wrongInput } from './filter';

const DEFAULT_PATTERN = '#,##0.###';
/** More decimals than a double can need to tell which side of a tie it is on. */
const EXACT_DECIMALS = 100;
const MAX_CACHED_PATTERNS = 100;

const patterns = new Map<string, DecimalPattern>();

function patternOf(text: string): DecimalPattern {
  const known = patterns.get(text);
  if (known !== undefined) return known;
  const pattern = parseDecimalPattern(text);
  if (patterns.size >= MAX_CACHED_PATTERNS) patterns.clear();
  patterns.set(text, pattern);
  return pattern;
}

interface Digits {
  readonly whole: string;
  readonly fraction: string;
}

/** The digits of a number without its sign; `size` is its value as JavaScript has it. */
function digitsOf(value: NumberValue, size: number | bigint): Digits {
  if (!(value instanceof Decimal) || value.text.includes('E') || isExact(value)) return exactDigits(size);
  const [whole = '0', fraction = ''] = value.text.replace('-', '').split('.');
  return { whole, fraction };
}

/** All decimals of a number that is not negative. */
function exactDigits(value: number | bigint): Digits {
  if (typeof value === 'bigint') return { whole: value.toString(), fraction: '' };
  if (value >= 1e21) return { whole: BigInt(value).toString(), fraction: '' };
  const [whole = '0', fraction = ''] = value.toFixed(EXACT_DECIMALS).split('.');
  return { whole, fraction };
}

/** Moves the decimal point to the right. */
function shifted({ whole, fraction }: Digits, places: number): Digits {
  const padded = fraction.padEnd(places, '0');
  const moved = (whole + padded.slice(0, places)).replace(/^0+(?=\d)/, '');
  return { whole: moved, fraction: padded.slice(places) };
}

/** Rounds half to even, as Java does. */
function rounded({ whole, fraction }: Digits, decimals: number): Digits {
  const kept = fraction.slice(0, decimals).padEnd(decimals, '0');
  const rest = fraction.slice(decimals);
  const number = BigInt(whole + kept);
  const half = `5${'0'.repeat(Math.max(0, rest.length - 1))}`;
  const up = rest !== '' && (rest > half || (rest === half && number % 2n === 1n));
  const digits = (number + (up ? 1n : 0n)).toString().padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  return { whole: digits.slice(0, point), fraction: digits.slice(point) };
}

function grouped(digits: string, size: number): string {
  if (size === 0) return digits;
  let result = digits;
  for (let at = digits.length - size; at > 0; at -= size)
    result = `${result.slice(0, at)},${result.slice(at)}`;
  return result;
}

function formatDigits(digits: Digits, pattern: DecimalPattern): string {
  const { whole, fraction } = rounded(shifted(digits, pattern.shift), pattern.maximumFraction);
  const significant = whole.replace(/^0+/, '').padStart(pattern.minimumWhole, '0');
  let end = fraction.length;
  while (end > pattern.minimumFraction && fraction[end - 1] === '0') end -= 1;
  const decimals = fraction.slice(0, end);
  const shown = significant === '' && decimals === '' ? '0' : significant;
  return grouped(shown, pattern.grouping) + (decimals === '' ? '' : `.${decimals}`);
}

function formatScientific(value: number, pattern: DecimalPattern): string {
  const decimals = Math.min(EXACT_DECIMALS, pattern.maximumFraction);
  const [mantissa = '0', exponent = '0'] = value.toExponential(decimals).split('e');
  const digits = formatDigits(exactDigits(Number(mantissa)), { ...pattern, shift: 0, grouping: 0 });
  const size = exponent.replace(/^[+-]/, '').padStart(pattern.exponentDigits, '0');
  return `${digits}E${exponent.startsWith('-') ? '-' : ''}${size}`;
}

/** Writes a number after a pattern of Java's DecimalFormat. */
function formatNumber(value: NumberValue, format: string): string {
  const plain = comparable(value);
  const pattern = patternOf(format);
  if (Number.isNaN(Number(plain))) return 'NaN';
  const isNegative = plain < 0 || Object.is(plain, -0);
  const size = isNegative ? -plain : plain;
  const affixes = isNegative ? pattern.negative : pattern.positive;
  if (!Number.isFinite(Number(size))) {
    if (typeof value !== 'number') throw new Failure('The number is too large to format.');
    return `${affixes.prefix}∞${affixes.suffix}`;
  }
  const digits =
    pattern.exponentDigits > 0
      ? formatScientific(Number(size), pattern)
      : formatDigits(digitsOf(value, size), pattern);
  return affixes.prefix + digits + affixes.suffix;
}

function numberFormat(input: unknown, args: Arguments): string {
  if (!isNumber(input)) throw wrongInput('a number', input);
  return formatNumber(input, args.textOr('format', DEFAULT_PATTERN));
}

export const numberFormatFilters: FilterTable = [['numberFormat', valueFilter(['format'], numberFormat)]];
