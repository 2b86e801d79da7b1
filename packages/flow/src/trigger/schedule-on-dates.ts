import { z } from 'zod';
import type { JsonMap } from '../json';
import { instant } from '../moment';
import { properties } from '../properties';
import { optional, orExpression } from '../scalar';
import { timezone } from '../timezone';
import { readCommon, type TriggerCommon, triggerCommon } from './common';
import { type RecoverMissedSchedules, recoverMissedSchedules } from './schedule';

export const SCHEDULE_ON_DATES_TRIGGER_TYPE = 'io.kestra.plugin.core.trigger.ScheduleOnDates';

/** Starts the flow at dates that are listed. */
export interface ScheduleOnDatesTrigger extends TriggerCommon {
  readonly type: typeof SCHEDULE_ON_DATES_TRIGGER_TYPE;
  /** As written; or an expression that gives the list. */
  readonly dates: string | readonly string[];
  readonly timezone?: string;
  readonly inputs?: JsonMap;
  readonly recoverMissedSchedules?: RecoverMissedSchedules;
}

const own = {
  dates: orExpression(z.array(orExpression(instant())).min(1)),
  timezone: optional(orExpression(timezone())),
  inputs: optional(z.record(z.string(), z.unknown())),
  recoverMissedSchedules,
};

export const scheduleOnDatesDefinition = {
  type: SCHEDULE_ON_DATES_TRIGGER_TYPE,
  aliases: [] as readonly string[],
  schema: z.object(own),
};

export const scheduleOnDatesTriggerSchema = properties({
  ...triggerCommon,
  ...own,
  type: z.literal(SCHEDULE_ON_DATES_TRIGGER_TYPE),
}).transform(
  (written): ScheduleOnDatesTrigger => ({
    ...readCommon(written),
    type: SCHEDULE_ON_DATES_TRIGGER_TYPE,
    dates: written.dates,
    timezone: written.timezone,
    inputs: written.inputs as JsonMap | undefined,
    recoverMissedSchedules: written.recoverMissedSchedules,
  }),
);
