import type { Parallel } from '@headrace/flow';
import type { Level } from './level';

/** All tasks at once, or as many as `concurrent` says. */
export function parallelLevel({ tasks, concurrent }: Parallel): Level {
  return { tasks, width: concurrent === 0 ? tasks.length : concurrent };
}
