import { z } from 'zod';
import { httpRequest } from '../http';
import type { JsonMap } from '../json';
import { properties } from '../properties';
import { duration, flag, optional, text } from '../scalar';
import { readCommon, type TriggerCommon, triggerCommon } from './common';

export const HTTP_TRIGGER_TYPE = 'io.kestra.plugin.core.http.Trigger';

const ALIASES = ['io.kestra.plugin.fs.http.Trigger'];

/** Asks an address again and again, and starts the flow when the answer fits. */
export interface HttpTrigger extends TriggerCommon {
  readonly type: typeof HTTP_TRIGGER_TYPE;
  readonly intervalMs: number;
  /** An expression over `response`. */
  readonly responseCondition: string;
  /** `uri`, `method`, `headers` and so on, expressions not rendered. */
  readonly request: JsonMap;
}

const own = {
  interval: optional(duration({ positive: true })).describe('PT1M by default.'),
  responseCondition: optional(text()).describe('`{{ response.statusCode < 400 }}` by default.'),
  encryptBody: optional(flag()),
  ...httpRequest,
};

export const httpTriggerDefinition = { type: HTTP_TRIGGER_TYPE, aliases: ALIASES, schema: z.object(own) };

export const httpTriggerSchema = properties({
  ...triggerCommon,
  ...own,
  type: z.literal([HTTP_TRIGGER_TYPE, ...ALIASES]),
}).transform((written): HttpTrigger => {
  const request = Object.keys(httpRequest).flatMap((name) => {
    const value = written[name as keyof typeof httpRequest];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...readCommon(written),
    type: HTTP_TRIGGER_TYPE,
    intervalMs: written.interval ?? 60_000,
    responseCondition: written.responseCondition ?? '{{ response.statusCode < 400 }}',
    request: Object.fromEntries(request) as JsonMap,
  };
});
