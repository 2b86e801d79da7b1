import { z } from 'zod';
import { parseDuration } from '../duration';
import { instant, localDate, localTime, parseInstant } from '../moment';
import { properties } from '../properties';
import { durationText, optional } from '../scalar';
import { defaultsOf, type InputCommon, inputCommon, read } from './common';

interface Between extends InputCommon {
  readonly defaults?: string;
  readonly after?: string;
  readonly before?: string;
}

/** An instant. */
export interface DateTimeInput extends Between {
  readonly type: 'DATETIME';
}

/** A day of the calendar. */
export interface DateInput extends Between {
  readonly type: 'DATE';
}

/** A time of day. */
export interface TimeInput extends Between {
  readonly type: 'TIME';
}

/** An ISO 8601 duration; all texts are as written. */
export interface DurationInput extends InputCommon {
  readonly type: 'DURATION';
  readonly defaults?: string;
  /** Inclusive. */
  readonly min?: string;
  /** Inclusive. */
  readonly max?: string;
}

export const dateTimeInputSchema = properties({
  ...inputCommon,
  type: z.literal('DATETIME'),
  defaults: defaultsOf(instant()),
  after: optional(instant()),
  before: optional(instant()),
})
  .superRefine((input, context) =>
    refuseReversed(parseInstant(input.after ?? ''), parseInstant(input.before ?? ''), context),
  )
  .transform((input): DateTimeInput => read(input));

export const dateInputSchema = properties({
  ...inputCommon,
  type: z.literal('DATE'),
  defaults: defaultsOf(localDate()),
  after: optional(localDate()),
  before: optional(localDate()),
})
  .superRefine((input, context) => refuseReversed(input.after, input.before, context))
  .transform((input): DateInput => read(input));

export const timeInputSchema = properties({
  ...inputCommon,
  type: z.literal('TIME'),
  defaults: defaultsOf(localTime()),
  after: optional(localTime()),
  before: optional(localTime()),
})
  .superRefine((input, context) => refuseReversed(input.after, input.before, context))
  .transform((input): TimeInput => read(input));

export const durationInputSchema = properties({
  ...inputCommon,
  type: z.literal('DURATION'),
  defaults: defaultsOf(durationText()),
  min: optional(durationText()),
  max: optional(durationText()),
})
  .superRefine((input, context) => {
    const min = parseDuration(input.min ?? '');
    const max = parseDuration(input.max ?? '');
    if (min !== undefined && max !== undefined && min > max)
      context.addIssue({ code: 'custom', path: ['min'], message: '`min` must not be more than `max`' });
  })
  .transform((input): DurationInput => read(input));

function refuseReversed<T extends string | number>(
  after: T | undefined,
  before: T | undefined,
  context: z.RefinementCtx,
): void {
  if (after !== undefined && before !== undefined && after > before)
    context.addIssue({ code: 'custom', path: ['after'], message: '`after` must not be later than `before`' });
}
