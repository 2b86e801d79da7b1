import { type CountedBus, Listeners } from './listeners';
import { Publisher } from './publisher';

/** What in-memory buses have in common: hand one to several buses to let them play several processes. */
export class MemoryBusHub {
  private readonly members = new Set<Listeners>();

  join(listeners: Listeners): () => void {
    this.members.add(listeners);
    return () => this.members.delete(listeners);
  }

  send(payload: string): void {
    for (const listeners of [...this.members]) listeners.deliver(payload);
  }

  /** As if the store had been away for a moment. */
  interrupt(): void {
    for (const listeners of [...this.members]) listeners.reconnected();
  }
}

/** The bus inside this process: the twin of the real drivers for tests. */
export function createMemoryBus(hub: MemoryBusHub = new MemoryBusHub()): CountedBus {
  const onError = () => undefined;
  const listeners = new Listeners(onError);
  const leave = hub.join(listeners);
  const send = async (payloads: readonly string[]) => {
    for (const payload of payloads) hub.send(payload);
  };
  const publisher = new Publisher({ send, maxBytes: 8_000, onError });
  return {
    driver: 'memory',
    get listenerCount() {
      return listeners.count;
    },
    publish: (nudges) => publisher.publish(nudges),
    subscribe: (topic, listener) => listeners.add(topic, listener),
    flush: () => publisher.flush(),
    async close() {
      publisher.stop();
      await publisher.flush();
      leave();
      listeners.clear();
    },
  };
}
