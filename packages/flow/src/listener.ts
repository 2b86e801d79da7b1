import { z } from 'zod';
import { type Condition, conditionSchema } from './condition';
import { properties } from './properties';
import { optional, text } from './scalar';
import type { Task } from './task';

/** Tasks that run once an execution has ended. Deprecated in favour of `afterExecution` and Flow triggers. */
export interface Listener {
  readonly description?: string;
  /** All must hold. */
  readonly conditions: readonly Condition[];
  readonly tasks: readonly Task[];
}

export function listenerSchema(task: z.ZodType<Task>) {
  return properties({
    description: optional(text()),
    conditions: optional(z.array(conditionSchema)),
    tasks: z.array(task).min(1),
  }).transform(
    ({ description, conditions, tasks }): Listener => ({ description, conditions: conditions ?? [], tasks }),
  );
}
