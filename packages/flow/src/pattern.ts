import { RE2JS, RE2JSException } from 're2js';

/**
 * Regular expressions that users write. They run in linear time (RE2), so that no pattern can hold up the server;
 * in exchange there are no look-arounds and no back references.
 */

/** Says what is wrong with a pattern; undefined if it can be used. */
export function patternProblem(pattern: string): string | undefined {
  const compiled = compile(pattern);
  return typeof compiled === 'string' ? compiled : undefined;
}

/** Whether the pattern matches the whole text. A pattern that cannot be used matches nothing. */
export function matchesWhole(pattern: string, written: string): boolean {
  const compiled = compile(pattern);
  return typeof compiled !== 'string' && compiled.matches(written);
}

function compile(pattern: string): RE2JS | string {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (error instanceof RE2JSException || error instanceof Error) return error.message;
    throw error;
  }
}
