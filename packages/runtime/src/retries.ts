import { findDueRetries } from '@headrace/db';
import type { Attempts } from './attempts';
import type { Ports } from './ports';

const BATCH_SIZE = 200;

/** Starts retries that are due and whose delayed hint did not come. Answers how many. */
export async function startDueRetriesOnce({ database }: Ports, attempts: Attempts): Promise<number> {
  const due = await findDueRetries(database.pool, BATCH_SIZE);
  const outcomes = await Promise.all(due.map((attemptId) => attempts.startRetry(attemptId)));
  return outcomes.filter((outcome) => outcome === 'settled').length;
}
