import { z } from 'zod';
import { properties } from './properties';
import { flag, optional, text } from './scalar';

export const WEBHOOK_TRIGGER_TYPE = 'io.kestra.plugin.core.trigger.Webhook';

/** Older spellings that mean the same. */
export const WEBHOOK_TRIGGER_ALIASES: readonly string[] = ['io.kestra.core.models.triggers.types.Webhook'];

/** Starts the flow when its address is called. */
export interface WebhookTrigger {
  readonly type: typeof WEBHOOK_TRIGGER_TYPE;
  readonly id: string;
  readonly description?: string;
  readonly disabled: boolean;
  /** A secret, as written: it may be an expression, such as `{{ secret('KEY') }}`. */
  readonly key: string;
}

export type Trigger = WebhookTrigger;

const webhookTriggerSchema = properties({
  id: text(
    z
      .string()
      .max(256)
      .regex(/^[a-zA-Z0-9][a-zA-Z0-9_-]*$/),
  ),
  type: z.literal([WEBHOOK_TRIGGER_TYPE, ...WEBHOOK_TRIGGER_ALIASES]),
  description: optional(text()),
  disabled: optional(flag()),
  key: text(z.string().trim().min(1).max(256)),
}).transform(
  (trigger): WebhookTrigger => ({
    id: trigger.id,
    type: WEBHOOK_TRIGGER_TYPE,
    description: trigger.description,
    disabled: trigger.disabled ?? false,
    key: trigger.key,
  }),
);

/** Every trigger type by its full name. */
export const TRIGGER_TYPES: readonly string[] = [WEBHOOK_TRIGGER_TYPE];

/** One of `triggers`. */
export const triggerSchema = z.discriminatedUnion('type', [webhookTriggerSchema]);
