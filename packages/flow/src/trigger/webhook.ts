import { z } from 'zod';
import type { JsonMap } from '../json';
import { properties } from '../properties';
import { flag, optional, text } from '../scalar';
import { readCommon, type TriggerCommon, triggerCommon } from './common';

export const WEBHOOK_TRIGGER_TYPE = 'io.kestra.plugin.core.trigger.Webhook';

/** Older spellings that mean the same. */
export const WEBHOOK_TRIGGER_ALIASES: readonly string[] = ['io.kestra.core.models.triggers.types.Webhook'];

/** Starts the flow when its address is called. */
export interface WebhookTrigger extends TriggerCommon {
  readonly type: typeof WEBHOOK_TRIGGER_TYPE;
  /** A secret, as written: it may be an expression, such as `{{ secret('KEY') }}`. */
  readonly key: string;
  /** Expressions over the call, by input. */
  readonly inputs?: JsonMap;
  /** Whether the answer waits for the end of the execution. */
  readonly wait?: boolean;
  readonly returnOutputs?: boolean;
  readonly responseContentType?: string;
}

const own = {
  key: text(z.string().trim().min(1).max(256)).describe('The last part of the address: a secret.'),
  inputs: optional(z.record(z.string(), z.unknown())).describe('Expressions over the call, by input.'),
  wait: optional(flag()).describe('Whether the answer waits for the end of the execution.'),
  returnOutputs: optional(flag()).describe('Whether the answer holds the outputs of the flow.'),
  responseContentType: optional(text()),
};

export const webhookDefinition = {
  type: WEBHOOK_TRIGGER_TYPE,
  aliases: WEBHOOK_TRIGGER_ALIASES,
  schema: z.object(own),
};

export const webhookTriggerSchema = properties({
  ...triggerCommon,
  ...own,
  type: z.literal([WEBHOOK_TRIGGER_TYPE, ...WEBHOOK_TRIGGER_ALIASES]),
})
  .superRefine(({ conditions }, context) => {
    conditions?.forEach((condition, index) => {
      if (condition.type.endsWith('.MultipleCondition'))
        context.addIssue({
          code: 'custom',
          path: ['conditions', index],
          message: 'invalid webhook: conditions of type MultipleCondition are not supported',
        });
    });
  })
  .transform(
    (written): WebhookTrigger => ({
      ...readCommon(written),
      type: WEBHOOK_TRIGGER_TYPE,
      key: written.key,
      inputs: written.inputs as JsonMap | undefined,
      wait: written.wait,
      returnOutputs: written.returnOutputs,
      responseContentType: written.responseContentType,
    }),
  );
