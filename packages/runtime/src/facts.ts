import { type ExecutionFacts, type Journal, withRetry } from '@headrace/db';
import { writeJson } from '@headrace/json';
import { LRUCache } from 'lru-cache';

/** What executions were started with, kept for those that this process works for. */
export interface Facts {
  remember(executionId: string, facts: ExecutionFacts): void;
  /** @throws Error when the execution is gone */
  of(executionId: string): Promise<ExecutionFacts>;
}

const MOST_BYTES = 64 * 1024 * 1024;
const LIMIT_MS = 10_000;

export function createFacts(journal: Journal): Facts {
  const known = new LRUCache<string, ExecutionFacts>({ maxSize: MOST_BYTES, sizeCalculation: sizeOf });
  return {
    remember: (executionId, facts) => void known.set(executionId, facts),
    async of(executionId) {
      const found = known.get(executionId);
      if (found) return found;
      const facts = await withRetry(() => journal.facts(executionId), { limitMs: LIMIT_MS });
      if (!facts) throw new Error(`The execution ${executionId} is gone.`);
      known.set(executionId, facts);
      return facts;
    },
  };
}

/** Characters of its JSON: they never change, so it is counted once. */
function sizeOf(facts: ExecutionFacts): number {
  return writeJson(facts).length + 1;
}
