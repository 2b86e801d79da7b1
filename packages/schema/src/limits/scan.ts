import { Lexer, Source, TokenKind } from 'graphql';
import { isStorable } from '@headrace/runtime';
import { failure } from '../failure';
import { LIMITS } from './limits';

const OPENING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
const CLOSING: ReadonlySet<TokenKind> = new Set([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);

/** The sentence about text that cannot be kept. */
export const UNSTORABLE_TEXT = 'Text must not contain the NUL character or half a surrogate pair.';

/**
 * Looks at a document word by word, once, before anything is made of it: it may be neither too long nor too deep for those who read
 * it next. @throws GraphQLError
 */
export function scanDocument(text: string): void {
  if (text.length > LIMITS.documentLength)
    throw failure('QUERY_TOO_LARGE', `The document is longer than ${LIMITS.documentLength} characters.`);
  const lexer = new Lexer(new Source(text));
  let tokens = 0;
  let depth = 0;
  for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
    tokens += 1;
    if (tokens > LIMITS.tokens)
      throw failure('QUERY_TOO_LARGE', `The document has more than ${LIMITS.tokens} words and signs.`);
    if (OPENING.has(token.kind)) depth += 1;
    else if (CLOSING.has(token.kind)) depth -= 1;
    else if (token.kind === TokenKind.STRING || token.kind === TokenKind.BLOCK_STRING) {
      if (!isStorable(token.value)) throw failure('BAD_ARGUMENT', UNSTORABLE_TEXT);
    }
    if (depth > LIMITS.brackets)
      throw failure('QUERY_TOO_LARGE', `The document nests brackets more than ${LIMITS.brackets} deep.`);
  }
}
