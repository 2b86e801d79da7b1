import { Batcher } from './batcher';
import { attemptIdsSchema, hintsOf } from './hint';
import type { ConsumeOptions, Consumer, Queue } from './queue';
import { Slots } from './slots';
import { asError } from './within';

/** The store behind in-memory queues: hand one to several queues to let them play several processes. */
export class MemoryQueueStore {
  private jobs: (readonly string[])[] = [];
  private readonly wakers = new Set<() => void>();

  /** Puts the ids on the queue in as few jobs as can carry them. */
  add(attemptIds: readonly string[]): void {
    for (const { attemptIds: carried } of hintsOf(attemptIds)) this.jobs.push(carried);
    for (const wake of [...this.wakers]) wake();
  }

  /** Removes and answers the ids of the oldest waiting job. */
  takeJob(): readonly string[] | undefined {
    return this.jobs.shift();
  }

  /** Removes and answers the oldest waiting attempt id. */
  take(): string | undefined {
    const [attemptId, ...others] = this.takeJob() ?? [];
    if (others.length > 0) this.jobs.unshift(others);
    return attemptId;
  }

  /** Forgets everything, like a lost store. */
  clear(): void {
    this.jobs = [];
  }

  /** Calls `wake` whenever something was put on the queue. */
  watch(wake: () => void): () => void {
    this.wakers.add(wake);
    return () => this.wakers.delete(wake);
  }
}

/** The queue inside this process: the twin of the real drivers for tests. */
export function createMemoryQueue(store: MemoryQueueStore = new MemoryQueueStore()): Queue {
  const consumers = new Set<Consumer>();
  const batcher = new Batcher(async (attemptIds) => store.add(attemptIds), 0);
  let closed = false;
  const assertOpen = () => {
    if (closed) throw new Error('The queue is closed');
  };
  return {
    driver: 'memory',
    async dispatch(attemptIds) {
      assertOpen();
      await batcher.add(attemptIdsSchema.parse(attemptIds));
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
      await batcher.idle();
    },
  };
}

class MemoryConsumer implements Consumer {
  private readonly slots: Slots;
  private readonly unwatch: () => void;
  private closing = false;

  constructor(
    private readonly store: MemoryQueueStore,
    private readonly handler: (attemptIds: readonly string[]) => Promise<void>,
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
      const attemptIds = this.store.takeJob();
      if (attemptIds === undefined) {
        this.slots.release();
        return;
      }
      void this.handle(attemptIds);
    }
  }

  private async handle(attemptIds: readonly string[]): Promise<void> {
    try {
      await this.handler(attemptIds);
    } catch (error) {
      this.options.onError(asError(error));
    } finally {
      this.slots.release();
      this.pump();
    }
  }
}
