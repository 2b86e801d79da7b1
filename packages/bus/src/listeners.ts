import type { Bus, Nudge, Topic, Wake } from './bus';
import { decodePayload, topicKey } from './topics';
import { asError } from './within';

/** A bus that can say how many listeners it holds, for status pages and for tests that look for leaks. */
export interface CountedBus extends Bus {
  /** Listeners that have not been stopped. */
  readonly listenerCount: number;
}

type Listener = (wake: Wake) => void;

/** Who listens to what. A topic is forgotten with its last listener. */
export class Listeners {
  // A map from a token and not a set of functions: the same function may listen twice, and each stop ends one.
  private readonly byTopic = new Map<string, Map<symbol, Listener>>();

  constructor(private readonly onError: (error: Error) => void) {}

  get count(): number {
    let count = 0;
    for (const listeners of this.byTopic.values()) count += listeners.size;
    return count;
  }

  /** The returned function stops the listener; calling it again does nothing. */
  add(topic: Topic, listener: Listener): () => void {
    const key = topicKey(topic);
    const token = Symbol(key);
    const listeners = this.byTopic.get(key) ?? new Map<symbol, Listener>();
    listeners.set(token, listener);
    this.byTopic.set(key, listeners);
    return () => {
      if (listeners.delete(token) && listeners.size === 0) this.byTopic.delete(key);
    };
  }

  /** Wakes the listeners of every nudge in the payload. A payload that is not ours is ignored. */
  deliver(payload: string): void {
    for (const nudge of decodePayload(payload)) this.wakeTopic(nudge);
  }

  /** Tells everybody that nudges may have been missed. */
  reconnected(): void {
    for (const listeners of [...this.byTopic.values()]) this.wake(listeners, { kind: 'reconnected' });
  }

  clear(): void {
    for (const listeners of this.byTopic.values()) listeners.clear();
    this.byTopic.clear();
  }

  private wakeTopic(nudge: Nudge): void {
    const listeners = this.byTopic.get(topicKey(nudge));
    if (listeners) this.wake(listeners, { kind: 'nudge', nudge });
  }

  private wake(listeners: ReadonlyMap<symbol, Listener>, wake: Wake): void {
    for (const [token, listener] of [...listeners]) {
      if (!listeners.has(token)) continue; // stopped by a listener before it
      try {
        listener(wake);
      } catch (error) {
        this.onError(asError(error));
      }
    }
  }
}
