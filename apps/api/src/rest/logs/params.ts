import { z } from 'zod';
import { filled, minLevel } from '../parameters';

export const logQuery = {
  minLevel: minLevel.optional(),
  taskRunId: filled.optional(),
  taskId: filled.optional(),
  /** From 0. */
  attempt: z
    .string()
    .regex(/^\d{1,6}$/, 'must be a whole number')
    .transform(Number)
    .optional(),
};

export interface LogFilter {
  readonly minLevel: number;
  readonly taskRunId?: string;
  readonly taskId?: string;
  /** From 0. */
  readonly attempt?: number;
}

export function filterOf(query: z.output<z.ZodObject<typeof logQuery>>): LogFilter {
  return { ...query, minLevel: query.minLevel ?? 0 };
}
