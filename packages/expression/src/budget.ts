import { Failure } from './error';
import { isThenable, type MaybePromise } from './maybe-promise';

/** What one call of `render`, `renderTyped` or `renderDeep` may cost at most. */
export interface Budget {
  /** Evaluated nodes, visited items and 64-character pieces of text, all counted together. */
  readonly steps: number;
  /** Characters of the printed text, and of any single text made on the way. */
  readonly outputCharacters: number;
  /** Levels of nesting of templates, tags, expressions and printed data, all counted together. */
  readonly nestingDepth: number;
  /** Items of one `range(...)` or `a..b`. */
  readonly rangeSize: number;
  /** Milliseconds of our own work; pauses, and waiting for functions of the caller, do not count. */
  readonly wallTimeMs: number;
  /** Milliseconds of our own work at a stretch, where a rendering can pause: a filter cannot in its middle. */
  readonly stretchMs: number;
}

export const DEFAULT_BUDGET: Budget = {
  steps: 5_000_000,
  outputCharacters: 16_000_000,
  nestingDepth: 512,
  rangeSize: 100_000,
  wallTimeMs: 1_000,
  stretchMs: 1_000,
};

/** The longest template. */
export const MAX_TEMPLATE_CHARACTERS = 1_048_576;

/** The longest expression that somebody may have evaluated just to look at it. */
export const MAX_EVALUATED_CHARACTERS = 65_536;

const STEPS_BETWEEN_CLOCK_READINGS = 2_048;
const CHARACTERS_OF_A_STEP = 64;
/** After so much work a rendering that can pause lets others go on. */
const WORK_BETWEEN_PAUSES_MS = 20;

function completed(budget: Partial<Budget>): Budget {
  return { ...DEFAULT_BUDGET, ...budget };
}

/** Fails for a text that is too long to be read as a template. */
export function checkLength(text: string, limit: number): void {
  if (text.length > limit) throw new Failure(`The template has more than ${limit} characters.`, 'budget');
}

interface Pauses {
  readonly pause: () => Promise<void>;
  /** When the work since the last one began; null until the clock is read. */
  sinceMs: number | null;
}

function exceeded(what: string): Failure {
  return new Failure(`The expression ${what}.`, 'budget');
}

/**
 * Counts what a rendering has cost so far and fails as soon as it costs too much. What is called all the time only
 * compares and leaves the rest to a method of its own: the engine then builds it into its callers.
 */
export class Meter {
  readonly budget: Budget;
  readonly #clockMs: () => number;
  #steps = 0;
  #nextReading = STEPS_BETWEEN_CLOCK_READINGS;
  #depth = 0;
  readonly #pauses: Pauses | null;
  /** Whether it is time for a pause; a loop looks at it before each turn. */
  isPauseDue = false;
  /** Null until the clock is read for the first time: asking it costs more than a short template. */
  #startedAtMs: number | null = null;

  constructor(budget: Partial<Budget> | undefined, clockMs: () => number, pause?: () => Promise<void>) {
    this.#pauses = pause === undefined ? null : { pause, sinceMs: null };
    this.budget = budget === undefined ? DEFAULT_BUDGET : completed(budget);
    this.#clockMs = clockMs;
  }

  step(count = 1): void {
    this.#steps += count;
    if (this.#steps > this.budget.steps) this.#failForSteps();
    if (this.#steps >= this.#nextReading) this.readClock();
  }

  #failForSteps(): never {
    throw exceeded(`needs more than ${this.budget.steps} steps`);
  }

  /** To be called before work that a step does not measure well. */
  readClock(): void {
    this.#nextReading = this.#steps + STEPS_BETWEEN_CLOCK_READINGS;
    const nowMs = this.#clockMs();
    this.#startedAtMs ??= nowMs;
    if (this.#pauses !== null) this.#lookForPause(this.#pauses, nowMs);
    if (nowMs - this.#startedAtMs > this.budget.wallTimeMs) {
      throw exceeded(`runs longer than ${this.budget.wallTimeMs} ms`);
    }
  }

  /** To be called before a text of this length is made or walked over. */
  text(characters: number): void {
    if (characters >= CHARACTERS_OF_A_STEP || characters > this.budget.outputCharacters)
      this.#long(characters);
  }

  #long(characters: number): void {
    if (characters > this.budget.outputCharacters) {
      throw exceeded(`makes a text of more than ${this.budget.outputCharacters} characters`);
    }
    this.step(Math.floor(characters / CHARACTERS_OF_A_STEP));
  }

  range(size: number): void {
    if (!(size <= this.budget.rangeSize))
      throw exceeded(`makes a range of more than ${this.budget.rangeSize} items`);
    this.step(size);
  }

  enter(levels = 1): void {
    this.#depth += levels;
    if (this.#depth > this.budget.nestingDepth) this.#failForDepth();
  }

  #failForDepth(): never {
    throw exceeded(`is nested deeper than ${this.budget.nestingDepth} levels`);
  }

  hasRoomFor(levels: number): boolean {
    return this.#depth + levels <= this.budget.nestingDepth;
  }

  leave(levels = 1): void {
    this.#depth -= levels;
  }

  #lookForPause(pauses: Pauses, nowMs: number): void {
    pauses.sinceMs ??= nowMs;
    const stretchMs = nowMs - pauses.sinceMs;
    if (stretchMs > WORK_BETWEEN_PAUSES_MS) this.isPauseDue = true;
    if (stretchMs > this.budget.stretchMs)
      throw exceeded(`works longer than ${this.budget.stretchMs} ms at a stretch`);
  }

  /** Lets others go on. */
  async pause(): Promise<void> {
    this.isPauseDue = false;
    await this.outside(() => this.#pauses?.pause());
    if (this.#pauses !== null) this.#pauses.sinceMs = null;
  }

  /** Stops counting time while a function of the caller works. */
  outside(work: () => unknown): MaybePromise<unknown> {
    const beganAtMs = this.#clockMs();
    const goOn = (): void => {
      this.#startedAtMs = (this.#startedAtMs ?? beganAtMs) + this.#clockMs() - beganAtMs;
    };
    const result = work();
    // Any kind of promise is turned into a real one: only those are recognised everywhere else.
    if (isThenable(result))
      return Promise.resolve(result).finally(() => {
        goOn();
        // Whoever waits lets others go on.
        if (this.#pauses !== null) this.#pauses.sinceMs = null;
      });
    goOn();
    return result;
  }
}
