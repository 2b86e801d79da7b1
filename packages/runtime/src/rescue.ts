import { findExpiredLeases } from '@headrace/db';
import type { Attempts } from './attempts';
import type { Ports } from './ports';

const BATCH_SIZE = 200;

/** Gives up attempts whose worker stopped renewing its lease, so that they are tried again. Answers how many. */
export async function rescueOnce({ database, log }: Ports, attempts: Attempts): Promise<number> {
  const expired = await findExpiredLeases(database.pool, BATCH_SIZE);
  const outcomes = await Promise.all(expired.map((lease) => attempts.giveUp(lease)));
  const count = outcomes.filter((outcome) => outcome === 'settled').length;
  if (count > 0) log.warn({ count }, 'gave up attempts whose lease ran out');
  return count;
}
