import type { NumberedBatch } from '@headrace/runtime';

/** The part of an event that tells which task run it is about. */
interface TaskRunEvent {
  readonly taskRunId: string | null;
}

/** What has happened since somebody last took it. Batches are taken in at once, however slow the reader is: it holds ids only. */
export class News {
  readonly #batches: AsyncIterableIterator<NumberedBatch<TaskRunEvent>>;
  #changed = new Set<string>();
  #hasNews = false;
  #isHeard = false;
  #isOver = false;
  #isSealed = false;
  #error: unknown;
  #wake: () => void = () => {};

  constructor(batches: AsyncIterableIterator<NumberedBatch<TaskRunEvent>>) {
    this.#batches = batches;
    void this.#listen();
  }

  async #listen(): Promise<void> {
    try {
      for await (const { rows, sealedAt } of this.#batches) {
        for (const { taskRunId } of rows) if (taskRunId !== null) this.#changed.add(taskRunId);
        this.#isHeard = true;
        this.#hasNews ||= rows.length > 0;
        this.#isSealed ||= sealedAt !== null;
        this.#wake();
      }
    } catch (error) {
      this.#error = error;
    } finally {
      this.#isOver = true;
      this.#wake();
    }
  }

  /** Nothing will follow: the execution was sealed, or the following ended otherwise. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** Every event of the execution has been heard. */
  get isSealed(): boolean {
    return this.#isSealed;
  }

  /** Waits for the first batch, which comes at once. @throws what the feed threw */
  async first(): Promise<void> {
    while (!this.#isHeard && !this.#isOver) await this.#next();
    if (this.#error !== undefined) throw this.#error as Error;
  }

  /** Waits until there is something to take, or nothing will be any more. @throws what the feed threw */
  async some(): Promise<void> {
    while (!this.#hasNews && !this.#isSealed && !this.#isOver) await this.#next();
    if (this.#error !== undefined) throw this.#error as Error;
  }

  /** Waits for the end, but not longer than this. */
  async endWithin(waitMs: number): Promise<void> {
    const isLate = { value: false };
    const timer = setTimeout(() => {
      isLate.value = true;
      this.#wake();
    }, waitMs);
    while (!isLate.value && !this.#isSealed && !this.#isOver) await this.#next();
    clearTimeout(timer);
  }

  /** Ids of the task runs that changed, none where only the execution did; null = nothing has happened. */
  take(): ReadonlySet<string> | null {
    if (!this.#hasNews) return null;
    const taken = this.#changed;
    this.#changed = new Set();
    this.#hasNews = false;
    return taken;
  }

  async stop(): Promise<void> {
    await this.#batches.return?.();
  }

  #next(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
