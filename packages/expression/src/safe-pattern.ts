import { Failure } from './error';

/**
 * Regular expressions of users never reach the engine of JavaScript, which may need exponential time, unless they
 * belong to a small set that is always linear: texts, character classes and escapes, alternatives of them, `?` after
 * a few, and `+` or `*` only at the very end of an alternative, where nothing can make it go back.
 */
const MAX_PATTERN_CHARACTERS = 200;
const MAX_OPTIONAL_ATOMS = 3;
const META = /[\\^$.|?*+()[\]{}]/;
const ATOM =
  /(?:\\[dDsSwWtrnf]|\\[^A-Za-z0-9]|\[\^?(?:[^\\[\]^&]|\\[dDsSwWtrnf]|\\[^A-Za-z0-9])+\]|\.|[^\\^$.|?*+()[\]{}])([?+*]?)/y;

/** A pattern that finds every match from left to right, or null when the text has nothing special in it. */
export function safePattern(source: string): RegExp | null {
  if (!META.test(source)) return null;
  if (source.length > MAX_PATTERN_CHARACTERS || !isLinear(source)) {
    throw new Failure(
      'This regular expression is not supported: only characters, classes and escapes, `|`, `?`, and a `+` or `*` at the end.',
    );
  }
  try {
    return new RegExp(source, 'g');
  } catch {
    throw new Failure('This is not a regular expression.');
  }
}

function isLinear(source: string): boolean {
  let at = 0;
  let optional = 0;
  let ended = false;
  while (at < source.length) {
    if (source[at] === '|') {
      ended = false;
      at += 1;
      continue;
    }
    ATOM.lastIndex = at;
    const atom = ATOM.exec(source);
    if (atom === null || ended) return false;
    if (atom[1] === '?') optional += 1;
    if (atom[1] === '+' || atom[1] === '*') ended = true;
    at += atom[0].length;
  }
  return optional <= MAX_OPTIONAL_ATOMS;
}
