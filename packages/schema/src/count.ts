import type { Count } from './connection';

/** Counting further would cost more than anybody reads out of it. */
const COUNTED_AT_MOST = 10_000;

/** Counts exactly up to a limit, and says when it stopped there. */
export async function cappedCount(count: (limit: number) => Promise<number>): Promise<Count> {
  const found = await count(COUNTED_AT_MOST + 1);
  return { value: Math.min(found, COUNTED_AT_MOST), exact: found <= COUNTED_AT_MOST };
}
