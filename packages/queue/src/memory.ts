import { jobIdOf } from './hint';
import type { ConsumeOptions, Consumer, Dispatch, Queue } from './queue';
import { Slots } from './slots';
import { asError } from './within';

/** The store behind in-memory queues: hand one to several queues to let them play several processes. */
export class MemoryQueueStore {
  private readonly waiting = new Map<string, string>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly wakers = new Set<() => void>();

  add(dispatch: Dispatch): void {
    const id = jobIdOf(dispatch);
    if (this.waiting.has(id) || this.timers.has(id)) return;
    if (!dispatch.delayMs) {
      this.put(id, dispatch.attemptId);
      return;
    }
    const timer = setTimeout(() => {
      this.timers.delete(id);
      this.put(id, dispatch.attemptId);
    }, dispatch.delayMs);
    timer.unref();
    this.timers.set(id, timer);
  }

  /** Removes and answers the oldest waiting attempt id. */
  take(): string | undefined {
    for (const [id, attemptId] of this.waiting) {
      this.waiting.delete(id);
      return attemptId;
    }
    return undefined;
  }

  /** Forgets everything, like a lost store. */
  clear(): void {
    this.waiting.clear();
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }

  /** Calls `wake` whenever something was put on the queue. */
  watch(wake: () => void): () => void {
    this.wakers.add(wake);
    return () => this.wakers.delete(wake);
  }

  private put(id: string, attemptId: string): void {
    this.waiting.set(id, attemptId);
    for (const wake of [...this.wakers]) wake();
  }
}

/** The queue inside this process: the twin of the real drivers for tests. */
export function createMemoryQueue(store: MemoryQueueStore = new MemoryQueueStore()): Queue {
  const consumers = new Set<Consumer>();
  let closed = false;
  const assertOpen = () => {
    if (closed) throw new Error('The queue is closed');
  };
  return {
    driver: 'memory',
    async dispatch(dispatches) {
      assertOpen();
      // Not in the caller's turn: a real queue never calls a handler before dispatch has returned.
      await Promise.resolve();
      for (const dispatch of dispatches) store.add(dispatch);
    },
    consume(handler, options) {
      assertOpen();
      const consumer = new MemoryConsumer(store, handler, options);
      consumers.add(consumer);
      return consumer;
    },
    async close() {
      closed = true;
      await Promise.all([...consumers].map((consumer) => consumer.close()));
    },
  };
}

class MemoryConsumer implements Consumer {
  private readonly slots: Slots;
  private readonly unwatch: () => void;
  private closing = false;

  constructor(
    private readonly store: MemoryQueueStore,
    private readonly handler: (attemptId: string) => Promise<void>,
    private readonly options: ConsumeOptions,
  ) {
    this.slots = new Slots(options.concurrency);
    this.unwatch = store.watch(() => this.pump());
    queueMicrotask(() => this.pump());
  }

  async ready(): Promise<void> {}

  async close(): Promise<void> {
    this.closing = true;
    this.unwatch();
    await this.slots.drained();
  }

  private pump(): void {
    while (!this.closing && this.slots.tryTake()) {
      const attemptId = this.store.take();
      if (attemptId === undefined) {
        this.slots.release();
        return;
      }
      void this.handle(attemptId);
    }
  }

  private async handle(attemptId: string): Promise<void> {
    try {
      await this.handler(attemptId);
    } catch (error) {
      this.options.onError(asError(error));
    } finally {
      this.slots.release();
      this.pump();
    }
  }
}
