import { HintTaker, type HintWorker, type NextHint, StuckTake } from './bullmq.taker';
import { Once } from './once';
import type { ConsumeOptions, Consumer } from './queue';
import { Slots } from './slots';
import { asError, closeBounded, within } from './within';

/** Where hints come from. */
export interface HintSource {
  /** Makes a fresh worker; called again whenever the old one is beyond repair. */
  readonly openWorker: () => HintWorker;
  readonly next: NextHint;
}

const READY_LIMIT_MS = 20_000;
const CLOSE_LIMIT_MS = 2_000;
const REBUILD_AFTER_FAILURES = 4;
const BACKOFF_FIRST_MS = 100;
const BACKOFF_MOST_MS = 2_000;

/**
 * Keeps a worker taking hints until it is closed: waits out short trouble, and replaces a worker that does not recover
 * (BullMQ remembers a failed first connection for ever, and a connection can die without a word).
 */
export class BullConsumer implements Consumer {
  private readonly slots: Slots;
  private readonly readied = new Once();
  private readonly closing = new Once();
  private readonly stopped = new Once();
  private closed: Promise<void> | undefined;
  private worker: HintWorker | undefined;
  private readonly loop: Promise<void>;

  constructor(
    private readonly source: HintSource,
    private readonly handler: (attemptId: string) => Promise<void>,
    private readonly options: ConsumeOptions,
  ) {
    this.slots = new Slots(options.concurrency);
    this.loop = this.supervise();
  }

  async ready(): Promise<void> {
    await this.readied.race(this.loop);
    if (!this.readied.fired) throw new Error('The consumer was closed before it could take hints');
  }

  close(): Promise<void> {
    this.closed ??= this.shutDown();
    return this.closed;
  }

  private async shutDown(): Promise<void> {
    this.closing.fire();
    // Interrupts an idle wait, so that the take in progress ends by itself and its hint, if any, is still handled.
    const graceful = this.interrupt().then(() => this.loop);
    await within(graceful, CLOSE_LIMIT_MS, 'Ending the take').catch(() => undefined);
    this.stopped.fire();
    await this.loop;
    await this.slots.drained();
  }

  private async interrupt(): Promise<void> {
    await this.worker?.getBackend().disconnectBlocking(false);
  }

  private async supervise(): Promise<void> {
    let failures = 0;
    while (!this.closing.fired) {
      try {
        const worker = await this.open();
        failures = 0;
        await this.takeUntilBroken(worker);
      } catch (error) {
        this.reportTrouble(error);
      }
      await this.discardWorker();
      await this.pause(failures++);
    }
  }

  private async open(): Promise<HintWorker> {
    const worker = this.source.openWorker();
    this.worker = worker;
    worker.on('error', (error) => this.reportTrouble(error));
    const connecting = within(worker.waitUntilReady(), READY_LIMIT_MS, 'Connecting to the queue');
    await this.closing.race(connecting);
    if (this.closing.fired) return worker;
    await worker.startStalledCheckTimer();
    this.readied.fire();
    return worker;
  }

  private async takeUntilBroken(worker: HintWorker): Promise<void> {
    const { closing, slots, stopped } = this;
    const { next } = this.source;
    const handle = (attemptId: string) => this.handle(attemptId);
    const report = (error: unknown) => this.reportTrouble(error);
    const taker = new HintTaker({ worker, next, slots, closing, stopped, handle, report });
    let failures = 0;
    while (!closing.fired) {
      if (!slots.tryTake()) {
        await closing.race(slots.changed());
        continue;
      }
      try {
        await taker.takeBurst();
        failures = 0;
      } catch (error) {
        this.reportTrouble(error);
        failures += 1;
        if (failures >= REBUILD_AFTER_FAILURES || error instanceof StuckTake) return;
        await this.pause(failures);
      }
    }
  }

  private async handle(attemptId: string): Promise<void> {
    try {
      await this.handler(attemptId);
    } catch (error) {
      this.options.onError(asError(error));
    } finally {
      this.slots.release();
    }
  }

  private async discardWorker(): Promise<void> {
    const { worker } = this;
    this.worker = undefined;
    if (worker !== undefined) await closeBounded(worker, CLOSE_LIMIT_MS);
  }

  private async pause(failures: number): Promise<void> {
    const most = Math.min(BACKOFF_FIRST_MS * 2 ** failures, BACKOFF_MOST_MS);
    await this.closing.sleep(most / 2 + (Math.random() * most) / 2);
  }

  /** What goes wrong while closing, closing has brought about. */
  private reportTrouble(error: unknown): void {
    if (!this.closing.fired) this.options.onError(asError(error));
  }
}
