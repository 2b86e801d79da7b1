import { takeForRedispatch } from '@headrace/db';
import type { Ports } from './ports';

/** A hint that was not taken for two seconds is probably lost; a long queue is not flooded by repeating it every five. */
const AGES = { firstMs: 2_000, repeatMs: 5_000 };
const BATCH_SIZE = 500;

/**
 * Puts READY attempts on the queue again whose hint seems lost: the queue may forget everything and costs only this delay.
 * Answers how many.
 */
export async function redispatchOnce({ database, queue, log }: Ports, ages = AGES): Promise<number> {
  const attemptIds = await takeForRedispatch(database.pool, ages, BATCH_SIZE);
  if (attemptIds.length === 0) return 0;
  await queue.dispatch(attemptIds.map((attemptId) => ({ attemptId })));
  log.info({ count: attemptIds.length }, 'put attempts on the queue again');
  return attemptIds.length;
}

export function isFullRound(count: number): boolean {
  return count === BATCH_SIZE;
}
