/** Bounds of what is read from outside. */
export interface JsonLimits {
  /** Lists and maps within each other. */
  readonly depth: number;
  /** Digits of one number. */
  readonly digits: number;
  /** Powers of ten, up or down. */
  readonly exponent: number;
}

export type Scan =
  /** `atRisk`: where numbers stand of which JavaScript would change a digit, as start and end in turn. */
  | { readonly ok: true; readonly atRisk: readonly number[] }
  | { readonly ok: false; readonly reason: string; readonly position: number };

const QUOTE = 0x22;
const PLUS = 0x2b;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const OPENING_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSING_BRACKET = 0x5d;
const SMALL_E = 0x65;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;

/** A double keeps any 15 digits. */
const SAFE_DIGITS = 15;

/**
 * One look at a text that may be JSON: is it within the limits, and has it numbers that need care? It is not told whether the text is
 * good JSON. No recursion: the depth of the text is not known yet.
 */
export function scan(text: string, limits: JsonLimits): Scan {
  let depth = 0;
  const atRisk: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at);
    } else if (code === OPENING_BRACE || code === OPENING_BRACKET) {
      depth += 1;
      if (depth > limits.depth) {
        return { ok: false, reason: `is nested deeper than ${limits.depth} levels`, position: at };
      }
    } else if (code === CLOSING_BRACE || code === CLOSING_BRACKET) {
      depth -= 1;
    } else if (code === MINUS || (code >= ZERO && code <= NINE)) {
      // Most numbers are short and whole: nothing of them needs a measure.
      const end = endOfDigits(text, at + 1);
      const next = text.charCodeAt(end);
      if (code !== MINUS && end - at <= SAFE_DIGITS && next !== POINT && (next | 0x20) !== SMALL_E) {
        at = end - 1;
        continue;
      }
      const number = measureNumber(text, at);
      if (number.digits > limits.digits) {
        return { ok: false, reason: `holds a number with more than ${limits.digits} digits`, position: at };
      }
      if (number.exponent > limits.exponent) {
        return {
          ok: false,
          reason: `holds a number with an exponent beyond ${limits.exponent}`,
          position: at,
        };
      }
      if (number.isSuspect && !isKept(text.slice(at, number.end))) atRisk.push(at, number.end);
      at = number.end - 1;
    }
  }
  return { ok: true, atRisk };
}

/** Where the closing quote stands, or the end of the text. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
}

interface Measured {
  /** The place behind the number. */
  end: number;
  digits: number;
  exponent: number;
  /** Whether a look at the text alone cannot tell that its digits are kept. */
  isSuspect: boolean;
}

function measureNumber(text: string, start: number): Measured {
  const isNegative = text.charCodeAt(start) === MINUS;
  const wholeStart = isNegative ? start + 1 : start;
  let end = endOfDigits(text, wholeStart);
  let digits = end - wholeStart;
  let exponent = 0;
  let isSuspect = isNegative && digits === 1 && text.charCodeAt(wholeStart) === ZERO;
  if (text.charCodeAt(end) === POINT) {
    const fractionStart = end + 1;
    end = endOfDigits(text, fractionStart);
    digits += end - fractionStart;
    // JavaScript shows what is below 0.000001 with an exponent
    isSuspect ||= text.charCodeAt(end - 1) === ZERO || text.startsWith('000000', fractionStart);
  }
  if ((text.charCodeAt(end) | 0x20) === SMALL_E) {
    const sign = text.charCodeAt(end + 1);
    const exponentStart = sign === PLUS || sign === MINUS ? end + 2 : end + 1;
    end = endOfDigits(text, exponentStart);
    exponent = Number(text.slice(exponentStart, end));
    isSuspect = true;
  }
  return { end, digits, exponent, isSuspect: isSuspect || digits > SAFE_DIGITS };
}

function endOfDigits(text: string, start: number): number {
  let end = start;
  for (let code = text.charCodeAt(end); code >= ZERO && code <= NINE; code = text.charCodeAt(end)) end += 1;
  return end;
}

/** Whether a JavaScript number prints as it was written; with an exponent it would not come back from a database so. */
function isKept(number: string): boolean {
  if (/e/i.test(number)) return false;
  const value = Number(number);
  return String(value) === number && (!Number.isInteger(value) || Number.isSafeInteger(value));
}
