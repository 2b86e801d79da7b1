/** A JSON number taken apart: `-12.50e3` has the digits `1250`, and the point stands behind five of them. */
export interface NumberParts {
  readonly sign: '' | '-';
  readonly digits: string;
  /** How many digits stand before the point; below zero when zeros follow the point first. */
  readonly point: number;
  /** Whether it was written with a fraction or an exponent: it is a decimal, even when its value is whole. */
  readonly isDecimal: boolean;
}

const NUMBER = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** What is longer is shown with an exponent, when that is much shorter. */
const LONGEST_PLAIN = 40;

/** The parts of a text that is a number in JSON, otherwise undefined. */
export function numberParts(text: string): NumberParts | undefined {
  const match = NUMBER.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', exponent] = match;
  const digits = whole + fraction;
  const isZero = /^0+$/.test(digits);
  return {
    sign: sign === '-' ? '-' : '',
    digits: isZero && exponent !== undefined ? '0' : digits,
    point: isZero ? 1 : whole.length + Number(exponent ?? 0),
    isDecimal: fraction !== '' || exponent !== undefined,
  };
}

/**
 * The one text of a decimal: `1e3` is `1000.0`, `1.50` stays `1.50`, `1e300` is `1.0E300`. Of two texts that a database holds to be
 * the same number with the same digits after the point, the normal form is the same.
 */
export function normalText(parts: NumberParts): string {
  const { sign, digits, point } = parts;
  const plainLength = Math.max(point, 1) + 1 + Math.max(digits.length - point, 1);
  if (plainLength <= LONGEST_PLAIN) return plainText(parts);
  const isWhole = /^0?$/.test(digits.slice(Math.max(point, 0))) && point > 0;
  const leadingZeros = /^0*/.exec(digits)?.[0].length ?? 0;
  const significant = isWhole ? digits.slice(leadingZeros).replace(/0+$/, '') : digits.slice(leadingZeros);
  if (significant === '' || significant.length * 2 > plainLength) return plainText(parts);
  // A zero more behind the point of a small number would be a digit more
  const fraction = significant.slice(1) || (isWhole ? '0' : '');
  return `${sign}${significant.slice(0, 1)}${fraction && `.${fraction}`}E${point - leadingZeros - 1}`;
}

/** The number without an exponent, and with a fraction. */
export function plainText({ sign, digits, point }: NumberParts): string {
  const padded = digits.padStart(digits.length - Math.min(point - 1, 0), '0');
  const split = Math.max(point, 1);
  const whole = padded
    .slice(0, split)
    .padEnd(split, '0')
    .replace(/^0+(?=\d)/, '');
  return `${sign}${whole}.${padded.slice(split) || '0'}`;
}
