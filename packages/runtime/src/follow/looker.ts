import { isTransient } from '@headrace/db';

/** What a look found out: look again at once, wait for a nudge, or never look again. */
export type LookOutcome = 'more' | 'wait' | 'done';

export interface LookerOptions {
  /** Must be safe to repeat. When it throws it is tried again, later and later. */
  readonly look: () => Promise<LookOutcome>;
  /** The store could not be read; looking goes on. */
  readonly onTrouble: (error: unknown) => void;
  /** What is looked at cannot be read, and trying again would not help: this was the last look. */
  readonly onHopeless: (error: unknown) => void;
  /** What changes within this time travels together. */
  readonly tickMs: number;
  /** Looks this often even when nothing nudges: a nudge may be lost. */
  readonly safetyMs: number;
}

/** A loop that looks again when nudged. Starts at once. */
export interface Looker {
  nudge(): void;
  stop(): void;
}

export function startLooking(options: LookerOptions): Looker {
  const stopped = new AbortController();
  const bell = new Bell();
  void lookUntilStopped(options, bell, stopped.signal);
  return {
    nudge: () => bell.ring(),
    stop: () => {
      stopped.abort();
      bell.ring();
    },
  };
}

async function lookUntilStopped(options: LookerOptions, bell: Bell, signal: AbortSignal): Promise<void> {
  const { look, onTrouble, onHopeless, tickMs, safetyMs } = options;
  let failures = 0;
  while (!signal.aborted) {
    bell.silence();
    try {
      const outcome = await look();
      failures = 0;
      if (outcome === 'done') return;
      if (outcome === 'more') continue;
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      if (isHopeless(error, failures)) return onHopeless(error);
      onTrouble(error);
      await pause(backoffMs(failures), signal);
      continue;
    }
    await pause(tickMs, signal);
    await bell.heard(jittered(safetyMs));
  }
}

/** So often something is tried again that is no fault of a database that is away or busy. */
const TRIES = 3;

/** Whether trying again would go on for ever: the error comes of what is read, and came again. */
export function isHopeless(error: unknown, failures: number): boolean {
  return failures >= TRIES && !isTransient(error);
}

/** 50 ms, 100 ms, 200 ms ... 2 s, each between half and all of it: many readers must not come back in step. */
export function backoffMs(failures: number): number {
  return jittered(Math.min(2000, 50 * 2 ** Math.min(failures - 1, 10)));
}

function jittered(ms: number): number {
  return ms * (0.5 + Math.random() / 2);
}

/** Resolves after `ms`, or as soon as the signal is aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    signal.addEventListener('abort', finish);
  });
}

/** Remembers that it rang, so that a nudge during a look is not lost. */
class Bell {
  #rang = false;
  #wake: (() => void) | undefined;

  ring(): void {
    this.#rang = true;
    this.#wake?.();
  }

  silence(): void {
    this.#rang = false;
  }

  async heard(atMostMs: number): Promise<void> {
    if (this.#rang) return;
    const rang = new AbortController();
    this.#wake = () => rang.abort();
    await pause(atMostMs, rang.signal);
    this.#wake = undefined;
  }
}
