import { z } from 'zod';
import { properties } from './properties';
import { decimal, duration, flag, integer, optional, text } from './scalar';

interface RetryCommon {
  /** Number of tries, the first included. Without this and `maxDurationMs` it is tried for ever. */
  readonly maxAttempts?: number;
  /** From the start of the first attempt to the start of the next one. */
  readonly maxDurationMs?: number;
  /** The task ends WARNING if it succeeded only after two or more failed attempts. */
  readonly warningOnRetry: boolean;
  /** Absent: the failed task is tried again. Present: the whole execution is, as a new one. */
  readonly behavior?: 'CREATE_NEW_EXECUTION';
}

export interface ConstantRetry extends RetryCommon {
  readonly type: 'constant';
  /** Wait after each failed attempt. */
  readonly intervalMs: number;
}

export interface ExponentialRetry extends RetryCommon {
  readonly type: 'exponential';
  readonly intervalMs: number;
  readonly maxIntervalMs: number;
  readonly delayFactor: number;
}

export interface RandomRetry extends RetryCommon {
  readonly type: 'random';
  readonly minIntervalMs: number;
  readonly maxIntervalMs: number;
}

/** How a failed task is tried again. */
export type Retry = ConstantRetry | ExponentialRetry | RandomRetry;

const attempts = optional(integer(z.int32().min(1)));

const common = {
  maxAttempt: attempts,
  maxAttempts: attempts,
  maxDuration: optional(duration({ positive: true })),
  warningOnRetry: optional(flag()),
  behavior: optional(text(z.enum(['RETRY_FAILED_TASK', 'CREATE_NEW_EXECUTION']))),
};

interface WrittenCommon {
  readonly maxAttempt?: number;
  readonly maxAttempts?: number;
  readonly maxDuration?: number;
  readonly warningOnRetry?: boolean;
  readonly behavior?: 'RETRY_FAILED_TASK' | 'CREATE_NEW_EXECUTION';
}

function readCommon(retry: WrittenCommon): RetryCommon {
  return {
    maxAttempts: retry.maxAttempt ?? retry.maxAttempts,
    maxDurationMs: retry.maxDuration,
    warningOnRetry: retry.warningOnRetry ?? false,
    behavior: retry.behavior === 'CREATE_NEW_EXECUTION' ? retry.behavior : undefined,
  };
}

/** One wait that must be shorter than another, in milliseconds; absent ones are not compared. */
type Order = readonly [shorter: string, shorterMs: number, longer: string, longerMs: number | undefined];

function checkAll(retry: WrittenCommon, orders: readonly Order[], context: z.RefinementCtx): void {
  const refuse = (property: string, message: string): void =>
    context.addIssue({ code: 'custom', path: [property], message });
  if (retry.maxAttempt !== undefined && retry.maxAttempts !== undefined)
    refuse('maxAttempts', '`maxAttempt` and `maxAttempts` mean the same, write one of them');
  const wrong = orders.find(([, shorterMs, , longerMs]) => longerMs !== undefined && shorterMs >= longerMs);
  if (wrong !== undefined) refuse(wrong[0], `\`${wrong[0]}\` must be less than \`${wrong[2]}\``);
}

const constantRetrySchema = properties({
  type: z.literal('constant'),
  interval: duration({ positive: false }),
  ...common,
})
  .superRefine((retry, context) =>
    checkAll(retry, [['interval', retry.interval, 'maxDuration', retry.maxDuration]], context),
  )
  .transform((retry): Retry => ({ type: 'constant', intervalMs: retry.interval, ...readCommon(retry) }));

const exponentialRetrySchema = properties({
  type: z.literal('exponential'),
  interval: duration({ positive: false }),
  maxInterval: duration({ positive: true }),
  delayFactor: optional(decimal()),
  ...common,
})
  .superRefine((retry, context) => {
    const orders: Order[] = [
      ['interval', retry.interval, 'maxDuration', retry.maxDuration],
      ['interval', retry.interval, 'maxInterval', retry.maxInterval],
    ];
    checkAll(retry, orders, context);
    if (retry.delayFactor !== undefined && retry.delayFactor <= 0)
      context.addIssue({ code: 'custom', path: ['delayFactor'], message: 'must be more than 0' });
  })
  .transform(
    (retry): Retry => ({
      type: 'exponential',
      intervalMs: retry.interval,
      maxIntervalMs: retry.maxInterval,
      delayFactor: retry.delayFactor ?? 2,
      ...readCommon(retry),
    }),
  );

const randomRetrySchema = properties({
  type: z.literal('random'),
  minInterval: duration({ positive: false }),
  maxInterval: duration({ positive: true }),
  ...common,
})
  .superRefine((retry, context) => {
    const orders: Order[] = [
      ['minInterval', retry.minInterval, 'maxInterval', retry.maxInterval],
      ['maxInterval', retry.maxInterval, 'maxDuration', retry.maxDuration],
    ];
    checkAll(retry, orders, context);
  })
  .transform(
    (retry): Retry => ({
      type: 'random',
      minIntervalMs: retry.minInterval,
      maxIntervalMs: retry.maxInterval,
      ...readCommon(retry),
    }),
  );

/** `retry` of a flow or a task. */
export const retrySchema = z.discriminatedUnion('type', [
  constantRetrySchema,
  exponentialRetrySchema,
  randomRetrySchema,
]);
