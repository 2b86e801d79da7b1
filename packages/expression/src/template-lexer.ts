import type { Meter } from './budget';
import { Failure, locate } from './error';
import { lexExpression } from './expression-lexer';
import type { Source } from './source';
import type { Token } from './token';

/** A piece of a template; `at` is where it begins. Comments leave no piece. */
export type Piece =
  | { readonly kind: 'text'; readonly at: number; readonly text: string }
  | { readonly kind: 'raw'; readonly at: number; readonly text: string; readonly markup: string }
  | { readonly kind: 'print'; readonly at: number; readonly tokens: readonly Token[] }
  | { readonly kind: 'tag'; readonly at: number; readonly tokens: readonly Token[] };

const OPENING = /\{[{%#]/g;
const RAW_OPENING = /\{%-?\s*(raw|verbatim)\s*(-?)%\}/y;
const RAW_CLOSING = {
  raw: /\{%(-?)\s*endraw\s*(-?)%\}/g,
  verbatim: /\{%(-?)\s*endverbatim\s*(-?)%\}/g,
} as const;

/**
 * Cuts a template into texts, prints, tags and raw blocks, and applies the white-space control of the tags. One piece
 * after another, so that the tokens of a long template need not be held all at once.
 */
export function* lexTemplate(source: Source, meter: Meter): Generator<Piece, void> {
  const text = source.text;
  let at = 0;
  let trimsNext = false;

  const textUpTo = (end: number, trimsEnd: boolean): Piece[] => {
    let value = text.slice(at, end);
    if (trimsNext) value = value.trimStart();
    if (trimsEnd) value = value.trimEnd();
    return value === '' ? [] : [{ kind: 'text', at, text: value }];
  };

  for (;;) {
    meter.step();
    OPENING.lastIndex = at;
    const opening = OPENING.exec(text);
    if (opening === null) {
      yield* textUpTo(text.length, false);
      return;
    }
    const start = opening.index;
    const trimsBefore = text[start + 2] === '-';
    const inside = start + (trimsBefore ? 3 : 2);

    source.openTag(start);
    RAW_OPENING.lastIndex = start;
    const raw = RAW_OPENING.exec(text);
    if (raw !== null) {
      const isRaw = raw[1] === 'raw';
      const closingPattern = isRaw ? RAW_CLOSING.raw : RAW_CLOSING.verbatim;
      closingPattern.lastIndex = start + raw[0].length;
      const closing = closingPattern.exec(text);
      if (closing === null) {
        throw locate(new Failure(`Unclosed "${raw[1]}" tag.`, 'syntax'), { source, at: start });
      }
      const end = closing.index + closing[0].length;
      source.closeTag(end);
      let inner = text.slice(start + raw[0].length, closing.index);
      // `raw` keeps white space whatever its dashes say (Kestra cuts it out before templates are parsed).
      yield* textUpTo(start, trimsBefore && !isRaw);
      if (!isRaw && raw[2] === '-') inner = inner.trimStart();
      if (!isRaw && closing[1] === '-') inner = inner.trimEnd();
      trimsNext = !isRaw && closing[2] === '-';
      yield { kind: 'raw', at: start, text: inner, markup: isRaw ? text.slice(start, end) : inner };
      at = end;
      continue;
    }

    yield* textUpTo(start, trimsBefore);
    const delimiter = text[start + 1];
    if (delimiter === '#') {
      const close = text.indexOf('#}', inside);
      if (close === -1) throw locate(new Failure('Unclosed comment.', 'syntax'), { source, at: start });
      trimsNext = close > inside && text[close - 1] === '-';
      at = close + 2;
      source.closeTag(at);
      continue;
    }
    const lexed = lexExpression(source, meter, inside, start, delimiter === '{' ? '}}' : '%}');
    source.closeTag(lexed.end);
    yield { kind: delimiter === '{' ? 'print' : 'tag', at: start, tokens: lexed.tokens };
    trimsNext = lexed.trimsAfter;
    at = lexed.end;
  }
}
