import { z } from 'zod';
import { properties } from './properties';
import { optional, text } from './scalar';

/** A condition on the inputs that is looked at before an execution is made. */
export interface Check {
  readonly condition: string;
  readonly message: string;
  readonly style: 'ERROR' | 'SUCCESS' | 'WARNING' | 'INFO';
  readonly behavior: 'BLOCK_EXECUTION' | 'FAIL_EXECUTION' | 'CREATE_EXECUTION';
}

export const checkSchema = properties({
  condition: text(z.string().min(1)),
  message: text(z.string().min(1)),
  style: optional(text(z.enum(['ERROR', 'SUCCESS', 'WARNING', 'INFO']))),
  behavior: optional(text(z.enum(['BLOCK_EXECUTION', 'FAIL_EXECUTION', 'CREATE_EXECUTION']))),
}).transform(
  (check): Check => ({
    condition: check.condition,
    message: check.message,
    style: check.style ?? 'INFO',
    behavior: check.behavior ?? 'BLOCK_EXECUTION',
  }),
);
