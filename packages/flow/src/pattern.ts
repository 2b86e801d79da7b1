import { RE2JS } from 're2js';

/**
 * Regular expressions that users write. They run in linear time (RE2), so that no pattern can hold up the server;
 * in exchange there are no look-arounds and no back references. Linear still has a factor, the size of the compiled
 * pattern, which counted repetitions blow up: hence the costs.
 */

/** Costs of one document's patterns, added up, beyond which they are not compiled: about a second's work. */
export const MAX_PATTERN_COST = 1_000_000;

/** Cost of a pattern times letters of a text, beyond which it is not matched: about a second's work. */
const MAX_MATCH_COST = 10_000_000_000;

/** How much a pattern weighs: its length, times its counted repetitions (RE2 itself allows no more than 1000). */
export function patternCost(pattern: string): number {
  const counts = [...pattern.matchAll(/\{(\d{1,9})(?:,(\d{0,9}))?\}/g)].map(([, least, most]) =>
    Math.max(Number(least), Number(most ?? 0), 1),
  );
  const isNested = pattern.includes('){');
  const repeated = isNested ? counts.reduce((product, count) => product * count, 1) : Math.max(1, ...counts);
  return 100 + pattern.length * Math.min(repeated, 1000);
}

/** Says what is wrong with a pattern; undefined if it can be used. */
export function patternProblem(pattern: string): string | undefined {
  const compiled = compile(pattern);
  return typeof compiled === 'string' ? compiled : undefined;
}

/** Whether the pattern matches the whole text. One that cannot be used, or would take too long, matches nothing. */
export function matchesWhole(pattern: string, written: string): boolean {
  if (patternCost(pattern) * written.length > MAX_MATCH_COST) return false;
  const compiled = compile(pattern);
  return typeof compiled !== 'string' && compiled.matches(written);
}

function compile(pattern: string): RE2JS | string {
  if (patternCost(pattern) > MAX_PATTERN_COST) return 'the pattern is too large';
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    if (error instanceof Error) return error.message;
    throw error;
  }
}
