import { Job, type JobJson, type Worker } from 'bullmq';
import { type Hint, parseHint } from './hint';
import type { ConsumeOptions, Consumer } from './queue';
import { Slots } from './slots';
import { asError, closeBounded, Overdue, within } from './within';

/** The part of a BullMQ worker that is used by hand; the same for both backends. */
export type HintWorker = Worker<Hint, void, string>;
export type HintJob = Job<Hint, void, string>;

/** Where hints come from. */
export interface HintSource {
  /** Makes a fresh worker; called again whenever the old one is beyond repair. */
  openWorker(): HintWorker;
  /** Takes the next job, or waits some seconds for one. `busy` = there is probably one. */
  next(worker: HintWorker, busy: boolean): Promise<HintJob | undefined>;
}

/** A worker idle for this long asks again by itself, in case a wake-up was lost. */
export const IDLE_POLL_MS = 5_000;
/** A take that outlasts this is stuck on a dead connection: the worker is rebuilt. */
const TAKE_LIMIT_MS = IDLE_POLL_MS + 7_000;
const READY_LIMIT_MS = 20_000;
const SETTLE_LIMIT_MS = 5_000;
const CLOSE_LIMIT_MS = 2_000;
/** Takes under way side by side when there is much to take. */
export const TAKERS = 3;
const REBUILD_AFTER_FAILURES = 4;
const BACKOFF_FIRST_MS = 100;
const BACKOFF_MOST_MS = 2_000;

/**
 * Takes hints from a BullMQ queue and runs handlers.
 *
 * A hint is removed from the queue *before* its handler starts. BullMQ ignores an `add` whose job id exists in any state,
 * active and failed included: were the job kept while the handler runs, a new hint for the same attempt would vanish.
 * This way an id is on the queue only while nobody has taken it, so merging is harmless and a later hint is always a new
 * job. It also means no lock to renew while a task runs for hours. What it gives up is BullMQ's own redelivery after a
 * crash; that would be late or useless anyway, because the attempt rows, leases and redispatch decide who runs what.
 * A worker killed between taking and removing (one round trip) leaves a job that the stalled check brings back.
 *
 * The loop drives the worker by hand (`getNextJob`, `moveToCompleted`) and not by a processor function, because a slot
 * must be free before a hint is taken: a busy process must not hoard hints that an idle one could run. One chain of takes
 * also keeps the Postgres backend to one commit per hint under load (remove and take the next are fused) and away from
 * the lock that serialises commits with NOTIFY.
 */
export class BullConsumer implements Consumer {
  private readonly slots: Slots;
  private closing = false;
  private closed: Promise<void> | undefined;
  private isReady = false;
  private beginClosing!: () => void;
  private readonly closingBegun = new Promise<void>((resolve) => {
    this.beginClosing = resolve;
  });
  private stop!: () => void;
  private readonly stopped = new Promise<undefined>((resolve) => {
    this.stop = () => resolve(undefined);
  });
  private markReady!: () => void;
  private readonly readiness = new Promise<void>((resolve) => {
    this.markReady = resolve;
  });
  private worker: HintWorker | undefined;
  /** The last hint was taken without looking for a next one, because no slot was left. */
  private saturated = false;
  private readonly loop: Promise<void>;

  constructor(
    private readonly bull: HintSource,
    private readonly handler: (attemptId: string) => Promise<void>,
    private readonly options: ConsumeOptions,
  ) {
    this.slots = new Slots(options.concurrency);
    this.loop = this.supervise();
  }

  async ready(): Promise<void> {
    await Promise.race([this.readiness, this.stopped]);
    if (!this.isReady) throw new Error('The consumer was closed before it could take hints');
  }

  close(): Promise<void> {
    this.closed ??= this.shutDown();
    return this.closed;
  }

  private async shutDown(): Promise<void> {
    this.closing = true;
    this.beginClosing();
    // Interrupts an idle wait, so that the take in progress ends by itself and its hint, if any, is still handled.
    const graceful = this.interrupt().then(() => this.loop);
    await within(graceful, CLOSE_LIMIT_MS, 'Ending the take').catch(() => undefined);
    this.stop();
    await this.loop;
    await this.slots.drained();
  }

  private async interrupt(): Promise<void> {
    await this.worker?.getBackend().disconnectBlocking(false);
  }

  private async supervise(): Promise<void> {
    let failures = 0;
    while (!this.closing) {
      try {
        const worker = this.bull.openWorker();
        this.worker = worker;
        worker.on('error', (error) => this.report(error));
        await Promise.race([
          within(worker.waitUntilReady(), READY_LIMIT_MS, 'Connecting to the queue'),
          this.stopped,
        ]);
        await worker.startStalledCheckTimer();
        failures = 0;
        this.isReady = true;
        this.markReady();
        await this.takeUntilBroken(worker);
      } catch (error) {
        this.report(error);
      }
      await this.discardWorker();
      if (!this.closing) await this.pause(failures++);
    }
  }

  private async takeUntilBroken(worker: HintWorker): Promise<void> {
    let failures = 0;
    while (!this.closing) {
      if (!this.slots.tryTake()) {
        await Promise.race([this.slots.changed(), this.closingBegun]);
        continue;
      }
      try {
        await this.takeBurst(worker);
        failures = 0;
      } catch (error) {
        this.report(error);
        failures += 1;
        if (failures >= REBUILD_AFTER_FAILURES || error instanceof StuckTake) return;
        await this.pause(failures);
      }
    }
  }

  /** With one slot taken: waits for a hint, then takes what is there, side by side when there is much. */
  private async takeBurst(worker: HintWorker): Promise<void> {
    const helpers: Promise<void>[] = [];
    const help = () => {
      if (helpers.length >= TAKERS - 1) return;
      helpers.push(this.takeWhileThere(worker).catch((error: unknown) => this.report(error)));
    };
    const saturated = this.saturated;
    this.saturated = false;
    try {
      await this.takeChain(worker, () => this.bull.next(worker, saturated), help);
    } finally {
      await Promise.all(helpers);
    }
  }

  private async takeWhileThere(worker: HintWorker): Promise<void> {
    let found = true;
    while (found && !this.closing && this.slots.tryTake()) {
      found = await this.takeChain(
        worker,
        () => this.bull.next(worker, true),
        () => undefined,
      );
    }
  }

  /**
   * With one slot taken: takes a hint and those right behind it, as far as slots are free. Says whether there was one, and
   * calls `onMore` for each that was found behind another.
   *
   * While other handlers run, removing a hint also takes the next, in one commit. A lone hint is removed alone: looking
   * for a next one would keep its handler waiting.
   */
  private async takeChain(
    worker: HintWorker,
    next: () => Promise<HintJob | undefined>,
    onMore: () => void,
  ): Promise<boolean> {
    let job = await this.take(next);
    if (job === undefined) return false;
    while (job !== undefined) {
      const hasSlot: boolean = this.slots.taken > 1 && !this.closing && this.takeAnotherSlot();
      const attemptId = this.attemptIdOf(job);
      let following: HintJob | undefined;
      try {
        following = await this.remove(worker, job, hasSlot);
      } finally {
        // Also when removing failed: the job may be gone, and a repeated hint is harmless where a lost one is not.
        if (attemptId === undefined) this.slots.release();
        else void this.handle(attemptId);
        if (hasSlot && following === undefined) this.slots.release();
      }
      if (following !== undefined) onMore();
      job = following;
    }
    return true;
  }

  private takeAnotherSlot(): boolean {
    const taken = this.slots.tryTake();
    if (!taken) this.saturated = true;
    return taken;
  }

  /** The slot that was taken for the hint is given back when there is none. */
  private async take(next: () => Promise<HintJob | undefined>): Promise<HintJob | undefined> {
    let job: HintJob | undefined;
    try {
      const taking = within(next(), TAKE_LIMIT_MS, 'Taking from the queue').catch((error) => {
        throw error instanceof Overdue ? new StuckTake(error.message) : error;
      });
      job = await Promise.race([taking, this.stopped]);
      return job;
    } finally {
      if (job === undefined) this.slots.release();
    }
  }

  private attemptIdOf(job: HintJob): string | undefined {
    const attemptId = parseHint(job.data);
    if (attemptId === undefined)
      this.report(new Error(`Ignored a job on the queue that is no hint: ${job.id}`));
    return attemptId;
  }

  private async remove(worker: HintWorker, job: HintJob, takeNext: boolean): Promise<HintJob | undefined> {
    const removing = job.moveToCompleted(undefined, worker.id, takeNext);
    const answer = await within(removing, SETTLE_LIMIT_MS, 'Removing from the queue');
    if (!Array.isArray(answer)) return undefined;
    const [json, id] = answer as [JobJson | null | undefined, string];
    return json ? (Job.fromJSON(worker, json, id) as HintJob) : undefined;
  }

  private async handle(attemptId: string): Promise<void> {
    try {
      await this.handler(attemptId);
    } catch (error) {
      this.report(error);
    } finally {
      this.slots.release();
    }
  }

  private async discardWorker(): Promise<void> {
    const worker = this.worker;
    this.worker = undefined;
    if (worker === undefined) return;
    await closeBounded(worker, CLOSE_LIMIT_MS);
  }

  private pause(failures: number): Promise<unknown> {
    const most = Math.min(BACKOFF_FIRST_MS * 2 ** failures, BACKOFF_MOST_MS);
    let timer: NodeJS.Timeout | undefined;
    const waited = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, most / 2 + (Math.random() * most) / 2);
    });
    return Promise.race([waited, this.stopped]).finally(() => clearTimeout(timer));
  }

  private report(error: unknown): void {
    if (!this.closing) this.options.onError(asError(error));
  }
}

class StuckTake extends Error {}
