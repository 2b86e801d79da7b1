import { DECIMAL_MET, Decimal } from './decimal';
import { numberParts, plainText } from './number-text';

/** Far beyond what is read or stored; what is deeper holds itself. */
const DEEPEST = 2_000;

/**
 * The value as JSON, with every digit of its numbers; what `readJson` reads again is the same value. Members that are undefined are
 * dropped, as `JSON.stringify` does; a value that is undefined itself is `null`.
 * @param indent spaces for each level; 0 writes one line
 */
export function writeJson(value: unknown, indent = 0): string {
  return write(value, indent, (decimal) => decimal.text);
}

/**
 * The value as text for a `jsonb` parameter. PostgreSQL makes `1000` of `1.0E3`, so decimals are written without an exponent and stay
 * decimals.
 */
export function writeJsonb(value: unknown): string {
  return write(value, 0, (decimal) => {
    const parts = decimal.text.includes('E') ? numberParts(decimal.text) : undefined;
    return parts ? plainText(parts) : decimal.text;
  });
}

type DecimalText = (decimal: Decimal) => string;

function write(value: unknown, indent: number, decimalText: DecimalText): string {
  try {
    const text = JSON.stringify(value, undefined, indent) ?? 'null';
    // A whole number from 10^21 on is written with an exponent, which would make a decimal of it
    if (!text.includes('e+')) return text;
  } catch (error) {
    if (error !== DECIMAL_MET && !isAboutBigInt(error)) throw error;
  }
  return new ExactWriter(' '.repeat(indent), decimalText).text(value, '', '') ?? 'null';
}

/** Every engine has another sentence, with the one word in common. */
function isAboutBigInt(error: unknown): boolean {
  return error instanceof TypeError && error.message.includes('BigInt');
}

/** Writes what `JSON.stringify` would, and the numbers it cannot. */
class ExactWriter {
  readonly #step: string;
  readonly #colon: string;
  readonly #decimalText: DecimalText;
  #depth = 0;

  constructor(step: string, decimalText: DecimalText) {
    this.#step = step;
    this.#colon = step === '' ? ':' : ': ';
    this.#decimalText = decimalText;
  }

  /** Undefined for what JSON does not have. */
  text(value: unknown, key: string, margin: string): string | undefined {
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return JSON.stringify(value);
      case 'number':
        return numberText(value);
      case 'bigint':
        return value.toString();
      case 'undefined':
      case 'function':
      case 'symbol':
        return undefined;
      case 'object':
        return value === null ? 'null' : this.#objectText(value, key, margin);
    }
  }

  #objectText(value: object, key: string, margin: string): string | undefined {
    if (value instanceof Decimal) return this.#decimalText(value);
    if ('toJSON' in value && typeof value.toJSON === 'function') {
      return this.text(value.toJSON(key), key, margin);
    }
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw new TypeError('The value is nested too deeply or holds itself.');
    const text = Array.isArray(value) ? this.#listText(value, margin) : this.#mapText(value, margin);
    this.#depth -= 1;
    return text;
  }

  #listText(list: readonly unknown[], margin: string): string {
    const inner = margin + this.#step;
    let text = '';
    for (let index = 0; index < list.length; index += 1) {
      text += `${this.#separator(index === 0, inner)}${this.text(list[index], String(index), inner) ?? 'null'}`;
    }
    return `[${text}${this.#end(text, margin)}]`;
  }

  #mapText(map: object, margin: string): string {
    const inner = margin + this.#step;
    let text = '';
    for (const key of Object.keys(map)) {
      const member = this.text((map as Readonly<Record<string, unknown>>)[key], key, inner);
      if (member === undefined) continue;
      text += `${this.#separator(text === '', inner)}${JSON.stringify(key)}${this.#colon}${member}`;
    }
    return `{${text}${this.#end(text, margin)}}`;
  }

  #separator(isFirst: boolean, inner: string): string {
    return `${isFirst ? '' : ','}${this.#step === '' ? '' : `\n${inner}`}`;
  }

  #end(text: string, margin: string): string {
    return this.#step === '' || text === '' ? '' : `\n${margin}`;
  }
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) return 'null';
  const text = String(value);
  if (!text.includes('e+')) return text === '-0' ? '0' : text;
  const parts = numberParts(text);
  return parts ? parts.sign + parts.digits.padEnd(parts.point, '0') : text;
}
