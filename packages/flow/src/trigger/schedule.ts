import { z } from 'zod';
import { type Condition, conditionSchema } from '../condition';
import { cronProblem } from '../cron';
import type { JsonMap } from '../json';
import { properties } from '../properties';
import { duration, flag, optional, text } from '../scalar';
import { timezone } from '../timezone';
import { readCommon, type TriggerCommon, triggerCommon } from './common';

export const SCHEDULE_TRIGGER_TYPE = 'io.kestra.plugin.core.trigger.Schedule';

const ALIASES = ['io.kestra.core.models.triggers.types.Schedule'];

/** What becomes of dates that passed while nothing ran. */
export type RecoverMissedSchedules = 'ALL' | 'LAST' | 'NONE';

/** Starts the flow at the dates of a cron expression. */
export interface ScheduleTrigger extends TriggerCommon {
  readonly type: typeof SCHEDULE_TRIGGER_TYPE;
  readonly cron: string;
  /** Whether the cron expression begins with seconds: 6 fields. */
  readonly withSeconds: boolean;
  /** The server's by default. */
  readonly timezone?: string;
  readonly inputs?: JsonMap;
  /** Dates that are older are left out. */
  readonly lateMaximumDelayMs?: number;
  readonly recoverMissedSchedules?: RecoverMissedSchedules;
}

export const recoverMissedSchedules = optional(text(z.enum(['ALL', 'LAST', 'NONE'])));

const own = {
  cron: text(z.string().min(1)).describe('5 fields, 6 with `withSeconds`, or a nickname such as `@daily`.'),
  withSeconds: optional(flag()),
  timezone: optional(timezone()).describe("The server's time zone by default."),
  inputs: optional(z.record(z.string(), z.unknown())),
  lateMaximumDelay: optional(duration({ positive: true })),
  recoverMissedSchedules,
  scheduleConditions: optional(z.array(conditionSchema)).describe('Deprecated: see `conditions`.'),
  backfill: optional(z.record(z.string(), z.unknown())).describe('Deprecated: it has no effect.'),
};

export const scheduleDefinition = { type: SCHEDULE_TRIGGER_TYPE, aliases: ALIASES, schema: z.object(own) };

export const scheduleTriggerSchema = properties({
  ...triggerCommon,
  ...own,
  type: z.literal([SCHEDULE_TRIGGER_TYPE, ...ALIASES]),
})
  .superRefine(({ cron, withSeconds }, context) => {
    const problem = cronProblem(cron, { withSeconds: withSeconds ?? false });
    if (problem !== undefined) context.addIssue({ code: 'custom', path: ['cron'], message: problem });
  })
  .transform((written): ScheduleTrigger => {
    const conditions: readonly Condition[] = [
      ...(written.conditions ?? []),
      ...(written.scheduleConditions ?? []),
    ];
    return {
      ...readCommon(written),
      conditions: conditions.length > 0 ? conditions : undefined,
      type: SCHEDULE_TRIGGER_TYPE,
      cron: written.cron.trim(),
      withSeconds: written.withSeconds ?? false,
      timezone: written.timezone,
      inputs: written.inputs as JsonMap | undefined,
      lateMaximumDelayMs: written.lateMaximumDelay,
      recoverMissedSchedules: written.recoverMissedSchedules,
    };
  });
