import { z } from 'zod';
import { properties } from './properties';
import { integer, optional, text } from './scalar';

/** How many executions of a flow may run at once, and what becomes of the next one. */
export interface Concurrency {
  readonly limit: number;
  readonly behavior: 'QUEUE' | 'CANCEL' | 'FAIL';
}

export const concurrencySchema = properties({
  limit: integer(z.int32().min(1)),
  behavior: optional(text(z.enum(['QUEUE', 'CANCEL', 'FAIL']))),
}).transform(({ limit, behavior }): Concurrency => ({ limit, behavior: behavior ?? 'QUEUE' }));
