/** Everything that can be said on the bus. A nudge only means "look again": it may be lost, repeated or late. */
export type Nudge =
  | {
      readonly topic: 'execution';
      readonly executionId: string;
      readonly seq: number;
      /** The execution has ended, with this event or one before it. */
      readonly ended?: boolean;
    }
  | { readonly topic: 'log'; readonly executionId: string; readonly position: number }
  | { readonly topic: 'executions' }
  | { readonly topic: 'flows' };

/** What a listener is woken by: a nudge of its topic, or a reconnection after which nudges may be missing. */
export type Wake = { readonly kind: 'nudge'; readonly nudge: Nudge } | { readonly kind: 'reconnected' };

/** A topic to listen to: one execution's events or log, or all changes of the lists. */
export type Topic =
  | { readonly topic: 'execution' | 'log'; readonly executionId: string }
  | { readonly topic: 'executions' | 'flows' };

export interface Bus {
  /** Short name for status pages: `postgres`, `redis` or `memory`. */
  readonly driver: string;
  /**
   * Says that something changed, after it was stored. Returns at once; nudges of the same few milliseconds travel together,
   * and of several about the same topic only the newest is sent, `ended` if one of them was. Never throws: a lost nudge costs
   * latency.
   */
  publish(nudges: readonly Nudge[]): void;
  /** Calls the listener for nudges of the topic from any process, this one included. The returned function stops it. */
  subscribe(topic: Topic, listener: (wake: Wake) => void): () => void;
  /** Resolves when nudges published so far by this process have been handed to the store. */
  flush(): Promise<void>;
  /** Closes connections. Safe to call twice. */
  close(): Promise<void>;
}
