import { z } from 'zod';
import type { TriggerDefinition } from './common';
import { type FlowTrigger, flowTriggerDefinition, flowTriggerSchema } from './flow';
import { type HttpTrigger, httpTriggerDefinition, httpTriggerSchema } from './http';
import { type ScheduleTrigger, scheduleDefinition, scheduleTriggerSchema } from './schedule';
import {
  type ScheduleOnDatesTrigger,
  scheduleOnDatesDefinition,
  scheduleOnDatesTriggerSchema,
} from './schedule-on-dates';
import { type WebhookTrigger, webhookDefinition, webhookTriggerSchema } from './webhook';

/** What starts a flow. */
export type Trigger = WebhookTrigger | ScheduleTrigger | ScheduleOnDatesTrigger | FlowTrigger | HttpTrigger;

/** Every trigger type, by its full name. */
export const triggerDefinitions: readonly TriggerDefinition[] = [
  webhookDefinition,
  scheduleDefinition,
  scheduleOnDatesDefinition,
  flowTriggerDefinition,
  httpTriggerDefinition,
];

/** One of `triggers`. */
export const triggerSchema = z.discriminatedUnion('type', [
  webhookTriggerSchema,
  scheduleTriggerSchema,
  scheduleOnDatesTriggerSchema,
  flowTriggerSchema,
  httpTriggerSchema,
]);
