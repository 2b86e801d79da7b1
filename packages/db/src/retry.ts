import { setTimeout as sleep } from 'node:timers/promises';
import { isTransient } from './transient';

export { isTransient } from './transient';

export interface RetryOptions {
  /** Gives up after this long, also while a try is under way; what becomes of that one is not heard any more. */
  readonly limitMs: number;
  /** Gives up at once, with its reason. */
  readonly signal?: AbortSignal;
  readonly onRetry?: (error: Error, waitMs: number) => void;
  /** From 0 to below 1; for tests. */
  readonly random?: () => number;
  /** Waits between two tries; for tests. */
  readonly pause?: (waitMs: number, signal: AbortSignal) => Promise<unknown>;
}

/** The time was over before a first answer came; a try may still have its effect. */
export class RetryLimitError extends Error {
  override readonly name = 'RetryLimitError';
  readonly code = 'ETIMEDOUT';

  constructor(limitMs: number) {
    super(`There was no answer within ${limitMs} ms.`);
  }
}

const FIRST_WAIT_MS = 20;
const LONGEST_WAIT_MS = 1_000;
/** Node's timers fire at once for more. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Runs a piece of work that may be repeated, again and again with growing, jittered pauses while the trouble is transient.
 * @throws the last error at the limit, RetryLimitError when there was none yet, the signal's reason when it is aborted.
 */
export async function withRetry<T>(work: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { limitMs, signal, onRetry, random = Math.random, pause = pauseFor } = options;
  signal?.throwIfAborted();
  const end = new AbortController();
  let last: Error | undefined;
  const abort = () => end.abort(signal?.reason);
  // An answer that came while the loop was busy is taken before the immediate.
  const giveUp = () => setImmediate(() => end.abort(last ?? new RetryLimitError(limitMs)));
  const timer = setTimeout(giveUp, Math.min(limitMs, LONGEST_TIMER_MS));
  signal?.addEventListener('abort', abort);
  const ended = new Promise<never>((_, reject) => {
    end.signal.addEventListener('abort', () => reject(end.signal.reason as Error));
  });
  ended.catch(() => undefined);
  try {
    for (let ceilingMs = FIRST_WAIT_MS; ; ceilingMs = Math.min(ceilingMs * 2, LONGEST_WAIT_MS)) {
      try {
        return await Promise.race([work(), ended]);
      } catch (error) {
        if (end.signal.aborted || !isTransient(error)) throw error;
        last = error as Error;
      }
      const waitMs = ceilingMs * (0.5 + random() / 2);
      onRetry?.(last, waitMs);
      await Promise.race([pause(waitMs, end.signal), ended]);
    }
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

async function pauseFor(waitMs: number, signal: AbortSignal): Promise<void> {
  await sleep(waitMs, undefined, { signal });
}
