import type { Attempts } from './attempts';
import { failpoint } from './failpoint';
import type { Ports } from './ports';

const BATCH_SIZE = 500;

/**
 * Decides whether it may be said of others that they are gone: only who has itself reached the database during a whole lease knows
 * that they could have renewed. Pure; milliseconds of a clock that never goes back.
 */
export class Contact {
  private sinceMs: number | null = null;
  private lastMs: number | null = null;

  constructor(
    private readonly leaseMs: number,
    /** Looks that are further apart than this say nothing about the time between them. */
    private readonly longestGapMs: number,
  ) {}

  /** The database has answered. */
  reached(nowMs: number): void {
    if (this.lastMs === null || nowMs - this.lastMs > this.longestGapMs) this.sinceMs = nowMs;
    this.lastMs = nowMs;
  }

  /** The database did not answer. */
  lost(): void {
    this.sinceMs = null;
    this.lastMs = null;
  }

  isLongEnough(nowMs: number): boolean {
    return this.sinceMs !== null && nowMs - this.sinceMs >= this.leaseMs;
  }
}

/** Gives up what the workers hold whose lease ran out, so that it is tried again. Answers how many attempts. */
export async function rescueOnce(
  { journal, log }: Ports,
  attempts: Attempts,
  leaseMs: number,
): Promise<number> {
  const workerIds = await journal.lostWorkers(leaseMs);
  if (workerIds.length > 0) failpoint('rescue.afterMark');
  let count = 0;
  for (const workerId of workerIds) {
    const held = await journal.heldBy(workerId, BATCH_SIZE);
    const outcomes = await Promise.allSettled(
      held.map((attempt) => attempts.giveUp({ ...attempt, workerId })),
    );
    const failures = outcomes.filter(({ status }) => status === 'rejected');
    count += outcomes.length - failures.length;
    if (failures.length > 0)
      log.warn(
        { error: failures[0], workerId },
        'attempts of a lost worker could not be given up, the next round tries again',
      );
    if (held.length === 0) await journal.forgetLostWorker(workerId);
  }
  if (count > 0) log.warn({ count, workerIds }, 'gave up attempts of workers whose lease ran out');
  return count;
}
