import { Job, type JobJson, type Worker } from 'bullmq';
import { type Hint, parseHint } from './hint';
import type { Once } from './once';
import type { Slots } from './slots';
import { Overdue, within } from './within';

/** The part of a BullMQ worker that is used by hand; the same for both backends. */
export type HintWorker = Worker<Hint, void, string>;
export type HintJob = Job<Hint, void, string>;
/** Takes the next job, or waits some seconds for one. `busy` = there is probably one. */
export type NextHint = (worker: HintWorker, busy: boolean) => Promise<HintJob | undefined>;

/** A worker idle for this long asks again by itself, in case a wake-up was lost. */
export const IDLE_POLL_MS = 5_000;
/** Takes under way side by side when there is much to take. */
export const TAKERS = 3;
/** A take that outlasts this is stuck on a dead connection. */
const TAKE_LIMIT_MS = IDLE_POLL_MS + 7_000;
const REMOVE_LIMIT_MS = 5_000;

/** The worker's connection does not answer: only a new worker helps. */
export class StuckTake extends Error {}

export interface TakerOptions {
  readonly worker: HintWorker;
  readonly next: NextHint;
  readonly slots: Slots;
  /** No new take begins after this. */
  readonly closing: Once;
  /** Takes under way are abandoned after this. */
  readonly stopped: Once;
  /** Runs the handler and gives its slot back at its end. */
  readonly handle: (attemptId: string) => Promise<void>;
  readonly report: (error: unknown) => void;
}

/**
 * Takes hints from a BullMQ queue, as long as slots are free, and has them handled.
 *
 * A hint is removed from the queue *before* its handler starts. BullMQ ignores an `add` whose job id exists in any state,
 * active and failed included: were the job kept while the handler runs, a new hint for the same attempt would vanish.
 * This way an id is on the queue only while nobody has taken it, so merging is harmless and a later hint is always a new
 * job. It also means no lock to renew while a task runs for hours. What it gives up is BullMQ's own redelivery after a
 * crash; that would be late or useless anyway, because the attempt rows, leases and redispatch decide who runs what.
 * A process killed between taking and removing (one round trip) leaves a job that the stalled check brings back.
 *
 * The worker is driven by hand (`getNextJob`, `moveToCompleted`) and not by a processor function, because then a job would
 * be active until its handler ends.
 *
 * The price, measured on Postgres with handlers of two commits (2 cores, other work going on) against a BullMQ worker that
 * keeps the job: lone chain 3.4 ms a hop (3.4), idle dispatch to handler 3.3 ms (2.0), 20 chains 620 hops/s (930).
 */
export class HintTaker {
  /** The last hint was taken without looking for a next one, because no slot was left. */
  private saturated = false;

  constructor(private readonly options: TakerOptions) {}

  /**
   * With one slot taken: waits for a hint, then takes what is there, side by side when there is much. Gives back the slots
   * it did not need. Rejects when the store is in trouble, with StuckTake when the worker is beyond repair.
   */
  async takeBurst(): Promise<void> {
    const helpers: Promise<void>[] = [];
    const help = () => {
      if (helpers.length < TAKERS - 1) helpers.push(this.takeWhileThere().catch(this.options.report));
    };
    const { saturated } = this;
    this.saturated = false;
    try {
      await this.takeChain(saturated, help);
    } finally {
      await Promise.all(helpers);
    }
  }

  private async takeWhileThere(): Promise<void> {
    const { closing, slots } = this.options;
    let found = true;
    while (found && !closing.fired && slots.tryTake()) found = await this.takeChain(true, () => undefined);
  }

  /**
   * With one slot taken: takes a hint and those right behind it. Says whether there was one, and calls `onMore` for each
   * that was found behind another.
   *
   * While other handlers run, removing a hint also takes the next, in one commit. A lone hint is removed alone: looking
   * for a next one would keep its handler waiting.
   */
  private async takeChain(busy: boolean, onMore: () => void): Promise<boolean> {
    const { slots } = this.options;
    let job = await this.take(busy);
    if (job === undefined) return false;
    while (job !== undefined) {
      const hasNextSlot = slots.taken > 1 && this.takeNextSlot();
      const attemptId = this.attemptIdOf(job);
      let following: HintJob | undefined;
      try {
        following = await this.remove(job, hasNextSlot);
      } finally {
        // Also when removing failed: the job may be gone, and a repeated hint is harmless where a lost one is not.
        if (attemptId === undefined) slots.release();
        else void this.options.handle(attemptId);
        if (hasNextSlot && following === undefined) slots.release();
      }
      if (following !== undefined) onMore();
      job = following;
    }
    return true;
  }

  private takeNextSlot(): boolean {
    if (this.options.closing.fired) return false;
    this.saturated = !this.options.slots.tryTake();
    return !this.saturated;
  }

  /** The slot that was taken for the hint is given back when there is none. */
  private async take(busy: boolean): Promise<HintJob | undefined> {
    const { next, slots, stopped, worker } = this.options;
    let job: HintJob | undefined;
    try {
      job = await stopped.race(within(next(worker, busy), TAKE_LIMIT_MS, 'Taking from the queue'));
      return job;
    } catch (error) {
      throw error instanceof Overdue ? new StuckTake(error.message) : error;
    } finally {
      if (job === undefined) slots.release();
    }
  }

  private async remove(job: HintJob, takeNext: boolean): Promise<HintJob | undefined> {
    const { worker } = this.options;
    const removing = job.moveToCompleted(undefined, worker.id, takeNext);
    const answer = await within(removing, REMOVE_LIMIT_MS, 'Removing from the queue');
    if (!Array.isArray(answer)) return undefined;
    const [json, id] = answer as [JobJson | null | undefined, string];
    return json ? (Job.fromJSON(worker, json, id) as HintJob) : undefined;
  }

  private attemptIdOf(job: HintJob): string | undefined {
    const attemptId = parseHint(job.data);
    if (attemptId === undefined) {
      this.options.report(new Error(`Ignored a job on the queue that is no hint: ${job.id}`));
    }
    return attemptId;
  }
}
