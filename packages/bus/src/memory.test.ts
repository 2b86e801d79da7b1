import { busSuite } from './bus.suite';
import { createMemoryBus, MemoryBusHub } from './memory';

busSuite('memory', async () => {
  const hub = new MemoryBusHub();
  return {
    open: async () => createMemoryBus(hub),
    openElsewhere: async () => createMemoryBus(),
    interrupt: async () => hub.interrupt(),
    inject: async (payload) => hub.send(payload),
  };
});
