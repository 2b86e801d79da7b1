/** One hint that an attempt may be run: never the truth, only "look at this row". */
export interface Dispatch {
  readonly attemptId: string;
  /** Not before this many milliseconds from now; 0 or absent = at once. */
  readonly delayMs?: number;
}

/**
 * Carries attempt ids to workers. Hints may be lost, repeated or delayed; correctness never depends on them
 * (Postgres decides, the queue carries).
 */
export interface Queue {
  /** Short name for status pages: `postgres`, `redis` or `memory`. */
  readonly driver: string;
  /**
   * Puts hints on the queue. A hint about an attempt that waits there, or whose handler still runs, may be merged with that
   * one; once the handler has ended a new hint is delivered again.
   */
  dispatch(dispatches: readonly Dispatch[]): Promise<void>;
  /** Starts taking hints. The handler must not throw; if it does, the error goes to `onError` and the hint is dropped. */
  consume(handler: (attemptId: string) => Promise<void>, options: ConsumeOptions): Consumer;
  /** Closes connections. Safe to call twice. */
  close(): Promise<void>;
}

export interface ConsumeOptions {
  /** Handlers running at the same time in this consumer. */
  readonly concurrency: number;
  /** Trouble with the store or a handler; the consumer keeps trying by itself. */
  readonly onError: (error: Error) => void;
}

export interface Consumer {
  /** Resolves when the consumer takes hints. */
  ready(): Promise<void>;
  /** Takes no more hints, resolves when running handlers have ended. Safe to call twice. */
  close(): Promise<void>;
}
