import type { RE2JS } from 're2js';
import type { Meter } from './budget';
import { Failure } from './error';
import { lazy } from './lazy';
import { chain, type MaybePromise } from './maybe-promise';

/**
 * Regular expressions of users never reach the engine of JavaScript, which may need exponential time. RE2 needs time
 * that grows with the text only; look-arounds, back-references and possessive quantifiers do not exist there.
 */
const engine = lazy(async () => (await import('re2js')).RE2JS);

const MAX_PATTERN_CHARACTERS = 1000;
const MAX_CACHED_PATTERNS = 100;
/** Text times program: beyond this a single search takes long enough to read the clock for it. */
const LONG_SEARCH = 100_000;
const STEPS_TO_COMPILE_A_CHARACTER = 32;
const UNSUPPORTED = /\(\?(?:=|!|<=|<!|>)|\\[1-9kGZR]|[*+?}]\+/;

export interface Match {
  readonly start: number;
  readonly end: number;
  /** The text of the whole match and of each group; null for a group that took no part. */
  readonly groups: readonly (string | null)[];
}

/** A regular expression together with its costs. */
export class Pattern {
  readonly #compiled: RE2JS;
  readonly #programSize: number;
  readonly names: Readonly<Record<string, number>>;

  constructor(compiled: RE2JS) {
    this.#compiled = compiled;
    this.#programSize = compiled.programSize();
    this.names = { ...compiled.namedGroups() };
  }

  get groupCount(): number {
    return this.#compiled.groupCount();
  }

  /** The matches from left to right; an empty match is followed by the next character. */
  *matches(text: string, meter: Meter): Generator<Match> {
    const matcher = this.#compiled.matcher(text);
    const isLong = text.length * this.#programSize > LONG_SEARCH;
    let at = 0;
    while (at <= text.length) {
      if (isLong) meter.readClock();
      meter.step(1);
      if (!matcher.find(at)) {
        meter.step(((text.length - at) * this.#programSize) >> 6);
        return;
      }
      const start = matcher.start();
      const end = matcher.end();
      meter.step(1 + (((end - at) * this.#programSize) >> 6));
      const groups = Array.from({ length: this.groupCount + 1 }, (_, index) => matcher.group(index));
      yield { start, end, groups };
      at = end > start ? end : end + 1;
    }
  }

  find(text: string, meter: Meter): Match | null {
    const first = this.matches(text, meter).next();
    return first.done ? null : first.value;
  }
}

/** Loads the engine; from then on `patternOf` gives its answer at once. */
export function loadPatterns(): MaybePromise<unknown> {
  return engine();
}

const cache = new Map<string, Pattern>();

/** Compiles a regular expression. `flags` are those of RE2JS. Fails when RE2 cannot run it. */
export function patternOf(source: string, meter: Meter, flags = 0): MaybePromise<Pattern> {
  if (source.length > MAX_PATTERN_CHARACTERS) {
    throw new Failure(`A regular expression may have ${MAX_PATTERN_CHARACTERS} characters at most.`);
  }
  meter.step(source.length * STEPS_TO_COMPILE_A_CHARACTER);
  const key = `${flags}:${source}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  return chain(engine(), (RE2) => {
    const pattern = new Pattern(compile(RE2, source, flags));
    if (cache.size >= MAX_CACHED_PATTERNS) cache.clear();
    cache.set(key, pattern);
    return pattern;
  });
}

function compile(RE2: typeof RE2JS, source: string, flags: number): RE2JS {
  try {
    return RE2.compile(source, flags);
  } catch (error) {
    if (UNSUPPORTED.test(source)) {
      throw new Failure(
        'This regular expression is not supported: look-arounds, back-references and possessive quantifiers need more than linear time.',
      );
    }
    // What follows the colon quotes the pattern, which may hold a secret.
    const reason =
      error instanceof Error ? /^error parsing regexp: ([^:`]*)/.exec(error.message)?.[1] : undefined;
    throw new Failure(`This is not a regular expression${reason === undefined ? '' : `: ${reason}`}.`);
  }
}
