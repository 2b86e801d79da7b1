/**
 * Carries attempt ids to workers. An id on the queue is a hint, never the truth: "look at this row". Hints may be lost, repeated
 * or late; correctness never depends on them (Postgres decides, the queue carries), and a worker that is awake looks at the
 * table itself.
 */
export interface Queue {
  /** Short name for status pages: `postgres`, `redis` or `memory`. */
  readonly driver: string;
  /**
   * Puts hints on the queue. After a quiet time they go out at once; while a send is under way, and for a moment after it,
   * further ids are gathered and go out together, each once. Of very many ids (more than 256 gathered for one send) the rest is
   * left out: a worker that was woken looks at the table until it finds nothing more.
   *
   * Resolves when the ids were handed to the store or left out; rejects when the store did not take them. A caller need not
   * wait, but must listen to the rejection.
   */
  dispatch(attemptIds: readonly string[]): Promise<void>;
  /**
   * Starts taking hints. The handler gets those of one job and returns as soon as it has taken them over. It must not throw; if
   * it does, the error goes to `onError` and its hints are dropped.
   */
  consume(handler: (attemptIds: readonly string[]) => Promise<void>, options: ConsumeOptions): Consumer;
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
