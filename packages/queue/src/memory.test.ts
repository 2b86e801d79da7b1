import { createMemoryQueue, MemoryQueueStore } from './memory';
import { queueSuite } from './queue.suite';

queueSuite('memory', async () => {
  const store = new MemoryQueueStore();
  return { open: async () => createMemoryQueue(store), openElsewhere: async () => createMemoryQueue() };
});
