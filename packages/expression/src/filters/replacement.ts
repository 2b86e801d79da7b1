import { Failure } from '../error';
import type { Match, Pattern } from '../pattern';

/** A piece of a Java replacement: a text, or the number of a group. */
type Piece = string | number;

/**
 * Reads a Java replacement: `$1` and `${name}` stand for groups, a backslash takes the next character as it is.
 * Fails when it refers to a group that the pattern does not have.
 */
export function replacementOf(text: string, pattern: Pattern): readonly Piece[] {
  const pieces: Piece[] = [];
  let literal = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\') {
      at += 1;
      if (at >= text.length) throw new Failure('The replacement ends with a backslash that escapes nothing.');
      literal += text.charAt(at);
    } else if (character === '$') {
      const reference =
        text[at + 1] === '{' ? namedGroup(text, at, pattern) : numberedGroup(text, at, pattern);
      if (literal !== '') pieces.push(literal);
      literal = '';
      pieces.push(reference.group);
      at = reference.last;
    } else {
      literal += character;
    }
  }
  if (literal !== '') pieces.push(literal);
  return pieces;
}

interface GroupReference {
  readonly group: number;
  /** Where the last character of the reference is. */
  readonly last: number;
}

function namedGroup(text: string, at: number, pattern: Pattern): GroupReference {
  const close = text.indexOf('}', at);
  const name = text.slice(at + 2, close === -1 ? undefined : close);
  const group = Object.hasOwn(pattern.names, name) ? pattern.names[name] : undefined;
  if (close === -1 || group === undefined) throw noSuchGroup();
  return { group, last: close };
}

/** As many digits as make the number of a group that there is; the rest is text. */
function numberedGroup(text: string, at: number, pattern: Pattern): GroupReference {
  let last = at + 1;
  let group = digitAt(text, last);
  if (group === null || group > pattern.groupCount) throw noSuchGroup();
  for (let digit = digitAt(text, last + 1); digit !== null; digit = digitAt(text, last + 1)) {
    if (group * 10 + digit > pattern.groupCount) break;
    group = group * 10 + digit;
    last += 1;
  }
  return { group, last };
}

function digitAt(text: string, at: number): number | null {
  const character = text.charAt(at);
  return character >= '0' && character <= '9' ? Number(character) : null;
}

function noSuchGroup(): Failure {
  return new Failure('The replacement refers to a group that there is not.');
}

/** The text that stands for a match. */
export function replaced(pieces: readonly Piece[], match: Match): string {
  let text = '';
  for (const piece of pieces) text += typeof piece === 'string' ? piece : (match.groups[piece] ?? '');
  return text;
}
