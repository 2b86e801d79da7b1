import { createMemoryStorage } from './memory';
import { storageSuite } from './storage.suite';

storageSuite('memory', async () => createMemoryStorage());
