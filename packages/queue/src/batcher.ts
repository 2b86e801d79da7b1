interface Waiter {
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Gathers the items of the same tick, and those that arrive while `maxInFlight` sends are under way, into one send.
 * A lone call goes out at the end of its tick, without a timer.
 */
export class Batcher<T> {
  private items: T[] = [];
  private waiters: Waiter[] = [];
  private inFlight = 0;
  private scheduled = false;
  private idleWaiters: (() => void)[] = [];

  constructor(
    private readonly send: (items: readonly T[]) => Promise<void>,
    private readonly maxInFlight: number,
  ) {}

  /** Resolves when the send that carried the items has ended; rejects with its error. */
  add(items: readonly T[]): Promise<void> {
    if (items.length === 0) return Promise.resolve();
    for (const item of items) this.items.push(item);
    return new Promise((resolve, reject) => {
      this.waiters.push({ resolve, reject });
      this.schedule();
    });
  }

  /** Resolves when nothing is waiting or under way. */
  idle(): Promise<void> {
    if (this.inFlight === 0 && this.items.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.idleWaiters.push(resolve));
  }

  private schedule(): void {
    if (this.scheduled || this.inFlight >= this.maxInFlight || this.items.length === 0) return;
    this.scheduled = true;
    // nextTick runs before promise callbacks of later turns, after the caller's synchronous code.
    process.nextTick(() => {
      this.scheduled = false;
      void this.flush();
    });
  }

  private async flush(): Promise<void> {
    const { items, waiters } = this;
    this.items = [];
    this.waiters = [];
    this.inFlight += 1;
    try {
      await this.send(items);
      for (const waiter of waiters) waiter.resolve();
    } catch (error) {
      for (const waiter of waiters) waiter.reject(error);
    } finally {
      this.inFlight -= 1;
      this.schedule();
      if (this.inFlight === 0 && this.items.length === 0) {
        for (const wake of this.idleWaiters.splice(0)) wake();
      }
    }
  }
}
