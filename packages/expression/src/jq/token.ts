import type { JsonNumber } from '@headrace/json';
import { JqError } from './error';

export type Token =
  | { readonly kind: 'number'; readonly at: number; readonly value: JsonNumber }
  | { readonly kind: 'text'; readonly at: number; readonly parts: readonly (string | readonly Token[])[] }
  | {
      readonly kind: 'name' | 'variable' | 'field' | 'format' | 'symbol';
      readonly at: number;
      readonly value: string;
    }
  | { readonly kind: 'end'; readonly at: number };

const SKIP = /(?:\s+|#[^\n]*)*/y;
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*(?:::[A-Za-z_][A-Za-z0-9_]*)*/y;
const VARIABLE = /\$([A-Za-z_][A-Za-z0-9_]*)/y;
const FIELD = /\.([A-Za-z_][A-Za-z0-9_]*)/y;
const FORMAT = /@([A-Za-z0-9_]+)/y;
const SYMBOL = /\?\/\/|\/\/=|[|+\-*/%]=|==|!=|<=|>=|\/\/|\.\.|[.[\]{}()|,:;=<>+\-*/%?]/y;
const MAX_NESTING = 50;

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** Cuts a jq program into tokens. */
export function tokensOf(source: string): Token[] {
  return new Lexer(source).read(0);
}

/** Whole numbers keep their digits; all others are those of JavaScript, as in jq. */
function numberOf(text: string): JsonNumber {
  const value = Number(text);
  const isLarge = !Number.isSafeInteger(value) && /^[0-9]{1,1000}$/.test(text);
  return isLarge ? BigInt(text) : value;
}

class Lexer {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
  }

  /** Up to the end, or (inside of a text) up to the parenthesis that closes the interpolation. */
  read(depth: number): Token[] {
    const tokens: Token[] = [];
    let open = 0;
    if (depth > MAX_NESTING) throw syntaxError('too deeply nested', this.#at);
    for (;;) {
      this.#match(SKIP);
      const at = this.#at;
      if (at >= this.#source.length) {
        if (depth > 0) throw syntaxError('unclosed text', at);
        tokens.push({ kind: 'end', at });
        return tokens;
      }
      const token = this.#token(at, depth);
      if (token.kind === 'symbol' && token.value === '(') open += 1;
      if (token.kind === 'symbol' && token.value === ')') {
        if (open === 0 && depth > 0) {
          tokens.push({ kind: 'end', at });
          return tokens;
        }
        open -= 1;
      }
      tokens.push(token);
    }
  }

  #token(at: number, depth: number): Token {
    if (this.#source[at] === '"') return this.#text(at, depth);
    const field = this.#match(FIELD);
    if (field !== null) return { kind: 'field', at, value: field[1] ?? '' };
    const number = this.#match(NUMBER);
    if (number !== null) return { kind: 'number', at, value: numberOf(number[0]) };
    const variable = this.#match(VARIABLE);
    if (variable !== null) return { kind: 'variable', at, value: variable[1] ?? '' };
    const name = this.#match(NAME);
    if (name !== null) return { kind: 'name', at, value: name[0] };
    const format = this.#match(FORMAT);
    if (format !== null) return { kind: 'format', at, value: format[1] ?? '' };
    const symbol = this.#match(SYMBOL);
    if (symbol !== null) return { kind: 'symbol', at, value: symbol[0] };
    throw syntaxError('unexpected character', at);
  }

  #text(start: number, depth: number): Token {
    const parts: (string | readonly Token[])[] = [];
    let literal = '';
    this.#at += 1;
    for (;;) {
      const character = this.#source[this.#at];
      if (character === undefined) throw syntaxError('unclosed text', start);
      this.#at += 1;
      if (character === '"') break;
      if (character !== '\\') {
        literal += character;
        continue;
      }
      const escaped = this.#source.charAt(this.#at);
      this.#at += 1;
      if (escaped === '(') {
        if (literal !== '') parts.push(literal);
        literal = '';
        parts.push(this.read(depth + 1));
      } else if (escaped === 'u') {
        const hex = this.#source.slice(this.#at, this.#at + 4);
        if (!/^[0-9a-fA-F]{4}$/.test(hex)) throw syntaxError('invalid escape', this.#at);
        literal += String.fromCharCode(Number.parseInt(hex, 16));
        this.#at += 4;
      } else {
        const plain = ESCAPES[escaped];
        if (plain === undefined) throw syntaxError('invalid escape', this.#at);
        literal += plain;
      }
    }
    if (literal !== '' || parts.length === 0) parts.push(literal);
    return { kind: 'text', at: start, parts };
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source);
    if (found !== null) this.#at += found[0].length;
    return found;
  }
}

export function syntaxError(what: string, at: number): JqError {
  return new JqError(`${what} at character ${at + 1}`);
}
