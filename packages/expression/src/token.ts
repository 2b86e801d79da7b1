import type { NumberValue } from './number';

const SYMBOLS = [
  '???',
  '??',
  '==',
  '!=',
  '>=',
  '<=',
  '..',
  '?',
  '>',
  '<',
  '.',
  '+',
  '-',
  '*',
  '/',
  '%',
  '|',
  '~',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  ',',
  ':',
  '=',
] as const;

export type SymbolText = (typeof SYMBOLS)[number];

const KNOWN_SYMBOLS: ReadonlySet<string> = new Set(SYMBOLS);

export function isSymbol(text: string): text is SymbolText {
  return KNOWN_SYMBOLS.has(text);
}

/** A piece of an expression; `at` is its offset in the template. */
export type Token =
  | { readonly kind: 'name'; readonly at: number; readonly value: string }
  | { readonly kind: 'number'; readonly at: number; readonly value: NumberValue }
  | { readonly kind: 'text'; readonly at: number; readonly parts: readonly TextPart[] }
  | { readonly kind: 'symbol'; readonly at: number; readonly value: SymbolText }
  | { readonly kind: 'end'; readonly at: number };

/** A text is plain, or holds expressions between `#{` and `}`. */
export type TextPart = string | readonly Token[];

export function describeToken(token: Token): string {
  switch (token.kind) {
    case 'name':
    case 'symbol':
      return `"${token.value}"`;
    case 'number':
      return 'a number';
    case 'text':
      return 'a text';
    case 'end':
      return 'end of the expression';
  }
}
