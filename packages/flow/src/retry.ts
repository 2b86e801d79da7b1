import { z } from 'zod';
import { properties } from './properties';
import { duration, flag, integer, optional, text } from './scalar';

/** How a failed task is tried again. Without a maximum it is tried for ever. */
export interface Retry {
  readonly type: 'constant';
  /** Wait after each failed attempt. */
  readonly intervalMs: number;
  /** Number of tries, the first included. */
  readonly maxAttempts?: number;
  /** From the start of the first attempt to the start of the next one. */
  readonly maxDurationMs?: number;
  /** The task ends WARNING if it succeeded only after two or more failed attempts. */
  readonly warningOnRetry: boolean;
}

const attempts = optional(integer(z.int32().min(1)));

const behavior = text(z.enum(['RETRY_FAILED_TASK', 'CREATE_NEW_EXECUTION'])).refine(
  (written) => written !== 'CREATE_NEW_EXECUTION',
  { message: '`CREATE_NEW_EXECUTION` is not supported yet, use `RETRY_FAILED_TASK`' },
);

const constantRetrySchema = properties({
  type: z.literal('constant'),
  interval: duration({ positive: false }),
  maxAttempt: attempts,
  maxAttempts: attempts,
  maxDuration: optional(duration({ positive: true })),
  warningOnRetry: optional(flag()),
  behavior: optional(behavior),
})
  .superRefine((retry, context) => {
    if (retry.maxAttempt !== undefined && retry.maxAttempts !== undefined) {
      context.addIssue({
        code: 'custom',
        path: ['maxAttempts'],
        message: '`maxAttempt` and `maxAttempts` mean the same, write one of them',
      });
    }
    if (retry.maxDuration !== undefined && retry.interval >= retry.maxDuration) {
      context.addIssue({
        code: 'custom',
        path: ['interval'],
        message: '`interval` must be less than `maxDuration`',
      });
    }
  })
  .transform(
    (retry): Retry => ({
      type: 'constant',
      intervalMs: retry.interval,
      maxAttempts: retry.maxAttempt ?? retry.maxAttempts,
      maxDurationMs: retry.maxDuration,
      warningOnRetry: retry.warningOnRetry ?? false,
    }),
  );

const laterRetrySchema = z
  .looseObject({ type: z.literal(['exponential', 'random']) })
  .transform((retry, context): Retry => {
    context.addIssue({
      code: 'custom',
      path: ['type'],
      message: `Retry type \`${retry.type}\` is not supported yet, use \`constant\``,
    });
    return z.NEVER;
  });

/** `retry` of a flow or a task. */
export const retrySchema = z.discriminatedUnion('type', [constantRetrySchema, laterRetrySchema]);
