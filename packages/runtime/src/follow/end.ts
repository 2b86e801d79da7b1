import { executionEnded } from '@headrace/db';
import type { Wake } from '@headrace/bus';
import type pg from 'pg';
import { type Looker, type LookOutcome, startLooking } from './looker';
import { News } from './news';
import type { FeedTiming } from './numbered';

/** How waiting for the end of an execution went: it has ended, or there is no such execution (any more). */
export type End = 'ended' | 'unknown';

/** The end of one execution as this process waits for it: one look for all who wait, repeated when it may have ended. */
export class EndWatch {
  readonly #executionId: string;
  readonly #pool: pg.Pool;
  readonly #news = new News();
  readonly #looker: Looker;
  #isLooking = false;
  #end: End | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(executionId: string, pool: pg.Pool, { safetyMs, onTrouble }: Omit<FeedTiming, 'tickMs'>) {
    this.#executionId = executionId;
    this.#pool = pool;
    // There is one end and nothing that could travel with it.
    this.#looker = startLooking({
      look: () => this.#look(),
      tickMs: 0,
      safetyMs,
      onTrouble,
      onHopeless: (error) => {
        this.#failure = { error };
        this.#news.announce();
      },
    });
  }

  /** A later one who waits needs a watch of its own: the execution may have been restarted. */
  get finished(): boolean {
    return this.#end !== undefined || this.#failure !== undefined;
  }

  nudge(wake: Wake): void {
    const mayHaveEnded =
      wake.kind === 'reconnected' || (wake.nudge.topic === 'execution' && wake.nudge.ended === true);
    if (mayHaveEnded) this.#looker.nudge();
  }

  stop(): void {
    this.#looker.stop();
  }

  /** The end, once; nothing when the signal is aborted before. @throws what the store says when trying again does not help */
  async *wait(signal: AbortSignal): AsyncGenerator<End, void> {
    // A look under way serves this one too: what happens from now on is nudged.
    if (!this.#isLooking) this.#looker.nudge();
    while (!signal.aborted) {
      if (this.#end) return yield this.#end;
      if (this.#failure) throw this.#failure.error;
      await this.#news.after(this.#news.version, signal);
    }
  }

  async #look(): Promise<LookOutcome> {
    this.#isLooking = true;
    try {
      const ended = await executionEnded(this.#pool, this.#executionId);
      if (ended === false) return 'wait';
      this.#end = ended ? 'ended' : 'unknown';
      this.#news.announce();
      return 'done';
    } finally {
      this.#isLooking = false;
    }
  }
}
