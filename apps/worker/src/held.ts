import type { ClaimedAttempt } from '@headrace/runtime';

interface Holding {
  readonly claimed: ClaimedAttempt;
  readonly abort: AbortController;
}

/** Why the signal of an attempt was aborted: another worker has it now, so nothing may be written any more. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** The attempts that this worker runs at the moment. */
export class Held {
  private readonly holdings = new Map<string, Holding>();

  /** Runs the work while the attempt is held. */
  async while<T>(claimed: ClaimedAttempt, work: (abort: AbortController) => Promise<T>): Promise<T> {
    const abort = new AbortController();
    this.holdings.set(claimed.lease, { claimed, abort });
    try {
      return await work(abort);
    } finally {
      this.holdings.delete(claimed.lease);
    }
  }

  /** Renews all leases; attempts that are not ours any more are aborted. Answers false: there is never more to do at once. */
  async renewOnce(renew: (held: ClaimedAttempt[]) => Promise<ReadonlySet<string>>): Promise<false> {
    const asked = [...this.holdings.values()];
    if (asked.length === 0) return false;
    const kept = await renew(asked.map(({ claimed }) => claimed));
    for (const { claimed, abort } of asked) {
      // One that ended while we asked is not in the answer either; its signal has no listener any more.
      if (!kept.has(claimed.attempt.id)) abort.abort(new LeaseLost('the lease ran out'));
    }
    return false;
  }
}
