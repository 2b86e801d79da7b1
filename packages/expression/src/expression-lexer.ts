import type { Meter } from './budget';
import { Failure, locate } from './error';
import { type NumberValue, readDecimal, whole } from './number';
import type { Source } from './source';
import { isSymbol, type SymbolText, type TextPart, type Token } from './token';

const NAME = /[\p{L}_][\p{L}\p{Nd}_]*/uy;
const WHITESPACE = /\s+/y;
const SYMBOL = /\?{1,3}|[=!<>]=|\.{1,2}|[-+*/%|~()[\]{},:=<>]/y;
const DIGITS = /[0-9]+/y;
const NUMBER = /([0-9]+)(\.[0-9]+)?([lL](?![\p{L}\p{Nd}_]))?/uy;
const MAX_WHOLE_DIGITS = 40;
const DIGITS_OF_A_SAFE_NUMBER = 15;
const MAX_FRACTION_CHARACTERS = 1000;
const MAX_INTERPOLATION_DEPTH = 32;
const LARGEST_LONG = 2n ** 63n - 1n;

const OPENING: Readonly<Record<string, SymbolText>> = { ')': '(', ']': '[', '}': '{' };

export type Closing = '}}' | '%}' | '}';

export interface LexedExpression {
  readonly tokens: readonly Token[];
  /** Offset behind the closing delimiter. */
  readonly end: number;
  /** Whether the delimiter was `-}}` or `-%}`. */
  readonly trimsAfter: boolean;
}

/** Cuts the inside of one tag into tokens, up to its closing delimiter; the meter counts them. */
export function lexExpression(
  source: Source,
  meter: Meter,
  start: number,
  openedAt: number,
  closing: Closing,
  depth = 0,
): LexedExpression {
  const text = source.text;
  const tokens: Token[] = [];
  const brackets: { symbol: SymbolText; at: number }[] = [];
  let at = start;

  const fail = (message: string, offset: number): never => {
    throw locate(new Failure(message, 'syntax'), { source, at: offset });
  };

  for (;;) {
    meter.step();
    at = skip(WHITESPACE, text, at);
    if (at >= text.length) {
      const open = brackets.at(-1);
      return open === undefined
        ? fail(`Unclosed "${text.slice(openedAt, openedAt + 2)}".`, openedAt)
        : fail(`Unclosed "${open.symbol}".`, open.at);
    }
    if (brackets.length === 0) {
      if (text.startsWith(closing, at)) {
        tokens.push({ kind: 'end', at });
        return { tokens, end: at + closing.length, trimsAfter: false };
      }
      if (closing !== '}' && text.startsWith(`-${closing}`, at)) {
        tokens.push({ kind: 'end', at });
        return { tokens, end: at + closing.length + 1, trimsAfter: true };
      }
    }
    const name = match(NAME, text, at);
    if (name !== null) {
      tokens.push({ kind: 'name', at, value: name[0] });
      at += name[0].length;
      continue;
    }
    const previous = tokens.at(-1);
    if (previous?.kind === 'symbol' && previous.value === '.') {
      // `list.0.1` is two steps into lists and not the decimal 0.1.
      const digits = match(DIGITS, text, at);
      if (digits !== null) {
        tokens.push({ kind: 'name', at, value: digits[0] });
        at += digits[0].length;
        continue;
      }
    }
    const number = match(NUMBER, text, at);
    if (number !== null) {
      const value = numberValue(number[1] ?? '', number[2], number[3] !== undefined);
      if (value === null) return fail('The number is too large.', at);
      tokens.push({ kind: 'number', at, value });
      at += number[0].length;
      continue;
    }
    const character = text[at];
    if (character === "'" || character === '"') {
      const lexed = lexText(source, meter, at, character, depth);
      tokens.push({ kind: 'text', at, parts: lexed.parts });
      at = lexed.end;
      continue;
    }
    const symbol = match(SYMBOL, text, at)?.[0];
    if (symbol === undefined || !isSymbol(symbol))
      return fail(`Unexpected character [${String.fromCodePoint(text.codePointAt(at) ?? 0)}].`, at);
    if (symbol === '(' || symbol === '[' || symbol === '{') brackets.push({ symbol, at });
    const opening = OPENING[symbol];
    if (opening !== undefined) {
      const open = brackets.pop();
      if (open === undefined) return fail(`Unexpected "${symbol}".`, at);
      if (open.symbol !== opening) return fail(`Unclosed "${open.symbol}".`, open.at);
    }
    tokens.push({ kind: 'symbol', at, value: symbol });
    at += symbol.length;
  }
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function skip(pattern: RegExp, text: string, at: number): number {
  const found = match(pattern, text, at);
  return found === null ? at : at + found[0].length;
}

function numberValue(digits: string, fraction: string | undefined, long: boolean): NumberValue | null {
  if (digits.length > MAX_WHOLE_DIGITS || (fraction?.length ?? 0) > MAX_FRACTION_CHARACTERS) return null;
  if (fraction !== undefined) return long ? null : readDecimal(digits + fraction);
  if (digits.length < DIGITS_OF_A_SAFE_NUMBER) return Number(digits);
  const value = BigInt(digits);
  return value > LARGEST_LONG ? null : whole(value);
}

interface LexedText {
  readonly parts: readonly TextPart[];
  readonly end: number;
}

/**
 * A backslash escapes the quote and itself; before any other character it stands for itself, as in the regular
 * expression `'\s'`. Only double quotes interpolate.
 */
function lexText(source: Source, meter: Meter, start: number, quote: string, depth: number): LexedText {
  const text = source.text;
  const parts: TextPart[] = [];
  let literal = '';
  let pieceStart = start + 1;
  let at = start + 1;
  for (;;) {
    const character = text[at];
    if (character === undefined)
      throw locate(new Failure(`Unclosed ${quote}.`, 'syntax'), { source, at: start });
    if (character === quote) {
      literal += text.slice(pieceStart, at);
      if (literal !== '' || parts.length === 0) parts.push(literal);
      return { parts, end: at + 1 };
    }
    if (character === '\\' && (text[at + 1] === quote || text[at + 1] === '\\')) {
      literal += text.slice(pieceStart, at);
      pieceStart = at + 1;
      at += 2;
    } else if (quote === '"' && character === '#' && text[at + 1] === '{') {
      if (depth >= MAX_INTERPOLATION_DEPTH) {
        throw locate(new Failure('The text is nested too deeply.', 'syntax'), { source, at });
      }
      literal += text.slice(pieceStart, at);
      if (literal !== '') parts.push(literal);
      literal = '';
      const inner = lexExpression(source, meter, at + 2, at, '}', depth + 1);
      parts.push(inner.tokens);
      at = inner.end;
      pieceStart = at;
    } else {
      at += 1;
    }
  }
}
