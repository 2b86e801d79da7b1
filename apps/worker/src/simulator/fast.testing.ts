import { vi } from 'vitest';
import type * as checking from '../../../../packages/runtime/src/check-flow';

// A world has half a dozen processes, and each begins with caches that are empty. What is slow about that is no part of what is looked
// for: making room for thousands of entries, and reading the same text again.

vi.mock('lru-cache', () => ({
  LRUCache: class extends Map<unknown, unknown> {
    constructor() {
      super();
    }
  },
}));

vi.mock('../../../../packages/runtime/src/check-flow', async (original) => {
  const real = await original<typeof checking>();
  const known = new Map<string, checking.CheckedFlow>();
  const checkFlow: typeof real.checkFlow = (source) => {
    if (known.size > 1_000) known.clear();
    const found = known.get(source) ?? real.checkFlow(source);
    known.set(source, found);
    return found;
  };
  return { ...real, checkFlow };
});
