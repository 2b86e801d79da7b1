import type { Job, Worker } from 'bullmq';
import { type Hint, parseHint } from './hint';
import type { ConsumeOptions, Consumer } from './queue';
import { asError, closeBounded, within } from './within';

export type HintJob = Job<Hint, void, string>;
export type HintWorker = Worker<Hint, void, string>;

/** Opens a BullMQ worker of a driver; the same for both backends. */
export type OpenWorker = (process: (job: HintJob) => Promise<void>, concurrency: number) => HintWorker;

/** A worker idle for this long asks again by itself, in case a wake-up was lost. */
export const IDLE_POLL_MS = 5_000;
const READY_LIMIT_MS = 20_000;
const CLOSE_LIMIT_MS = 2_000;

/**
 * Takes hints with a BullMQ worker. A job is complete when its handler has taken over the ids. If the process dies before that,
 * BullMQ's stalled check brings the job back; if it dies after that, the rows know.
 */
export class BullConsumer implements Consumer {
  private readonly worker: HintWorker;
  private readonly running = new Set<Promise<void>>();
  private closed: Promise<void> | undefined;

  constructor(
    openWorker: OpenWorker,
    private readonly handler: (attemptIds: readonly string[]) => Promise<void>,
    private readonly options: ConsumeOptions,
  ) {
    this.worker = openWorker((job) => this.process(job), options.concurrency);
    this.worker.on('error', (error) => this.report(error));
  }

  async ready(): Promise<void> {
    await within(this.worker.waitUntilReady(), READY_LIMIT_MS, 'Connecting to the queue');
  }

  close(): Promise<void> {
    this.closed ??= this.shutDown();
    return this.closed;
  }

  private async shutDown(): Promise<void> {
    // Takes no more from here on, and ends by itself when the handlers have ended and the store has heard of it.
    const closing = this.worker.close();
    closing.catch(() => undefined);
    while (this.running.size > 0) await Promise.all(this.running);
    await within(closing, CLOSE_LIMIT_MS, 'Closing').catch(() => closeBounded(this.worker, CLOSE_LIMIT_MS));
  }

  private async process(job: HintJob): Promise<void> {
    const attemptIds = parseHint(job.data);
    if (attemptIds === undefined) {
      this.report(new Error(`Ignored a job on the queue that is no hint: ${job.id}`));
      return;
    }
    const handling = this.handle(attemptIds);
    this.running.add(handling);
    await handling;
    this.running.delete(handling);
  }

  private async handle(attemptIds: readonly string[]): Promise<void> {
    try {
      await this.handler(attemptIds);
    } catch (error) {
      this.options.onError(asError(error));
    }
  }

  /** What goes wrong while closing, closing has brought about. */
  private report(error: unknown): void {
    if (!this.closed) this.options.onError(asError(error));
  }
}
