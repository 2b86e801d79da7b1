import type { Task } from '@headrace/flow';
import type { Level } from './level';

/** Tasks one after another: the flow itself, and `Sequential`. */
export function sequentialLevel(tasks: readonly Task[]): Level {
  return { tasks, width: 1 };
}
