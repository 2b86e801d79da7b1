import { Failure } from '../error';

interface Affixes {
  readonly prefix: string;
  readonly suffix: string;
}

/** A pattern of Java's DecimalFormat such as `#,##0.00;(#)`. */
export interface DecimalPattern {
  readonly positive: Affixes;
  readonly negative: Affixes;
  readonly minimumWhole: number;
  readonly minimumFraction: number;
  readonly maximumFraction: number;
  /** Digits of a group; 0 for no groups. */
  readonly grouping: number;
  /** Places the decimal point moves to the right: 2 for `%`, 3 for `‰`. */
  readonly shift: number;
  /** Digits of the exponent; 0 when the number is not written with one. */
  readonly exponentDigits: number;
}

const MAX_PATTERN_CHARACTERS = 200;
const NUMBER = /^([#,]*[0,]*)(?:\.(0*)(#*))?(?:E(0+))?/;

/** Reads a pattern. Fails when Java would refuse it. */
export function parseDecimalPattern(text: string): DecimalPattern {
  if (text.length > MAX_PATTERN_CHARACTERS) throw new Failure('The number format is too long.');
  const reader = new PatternReader(text);
  const prefix = reader.affix();
  const [number = '', whole = '', zeros = '', hashes = '', exponent = ''] = reader.number();
  const suffix = reader.affix();
  const negative = reader.negative() ?? { prefix: `-${prefix.text}`, suffix: suffix.text };
  const comma = whole.lastIndexOf(',');
  if (number === '' || comma === whole.length - 1) {
    if (number === '' && text !== '' && prefix.text + suffix.text === '') throw malformed();
    if (comma !== -1) throw malformed();
  }
  const isOptional = zeros === '' && !whole.includes('0') && number.includes('.');
  return {
    positive: { prefix: prefix.text, suffix: suffix.text },
    negative,
    // Java shows one digit of a number whose digits are all optional: before the point when there can be one.
    minimumWhole: isOptional && whole !== '' ? 1 : [...whole].filter((character) => character === '0').length,
    minimumFraction: isOptional && whole === '' ? 1 : zeros.length,
    maximumFraction: zeros.length + hashes.length,
    grouping: comma === -1 ? 0 : whole.length - comma - 1,
    shift: Math.max(prefix.shift, suffix.shift),
    exponentDigits: exponent.length,
  };
}

function malformed(): Failure {
  return new Failure('The number format is malformed.');
}

class PatternReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The text before or behind the digits. A quote takes what follows as it is. */
  affix(): { readonly text: string; readonly shift: number } {
    let text = '';
    let shift = 0;
    for (; this.#at < this.#text.length; this.#at += 1) {
      const character = this.#text.charAt(this.#at);
      if (character === "'") {
        const close = this.#text.indexOf("'", this.#at + 1);
        if (close === -1) throw new Failure('The number format has a quote that is not closed.');
        text += close === this.#at + 1 ? "'" : this.#text.slice(this.#at + 1, close);
        this.#at = close;
        continue;
      }
      if ('#0,.;'.includes(character)) break;
      if (character === '%') shift = 2;
      if (character === '‰') shift = 3;
      text += character;
    }
    return { text, shift };
  }

  number(): string[] {
    const match = NUMBER.exec(this.#text.slice(this.#at));
    const found = match === null ? [''] : [...match].map((part) => part ?? '');
    this.#at += found[0]?.length ?? 0;
    return found;
  }

  /** What negative numbers have around them, when the pattern says it. */
  negative(): Affixes | null {
    if (this.#at >= this.#text.length) return null;
    if (this.#text.charAt(this.#at) !== ';') throw malformed();
    this.#at += 1;
    const prefix = this.affix().text;
    this.number();
    const suffix = this.affix().text;
    if (this.#at < this.#text.length) throw malformed();
    return { prefix, suffix };
  }
}
