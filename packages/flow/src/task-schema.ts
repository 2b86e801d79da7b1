import { z } from 'zod';
import { properties } from './properties';
import type { JsonValue } from './json';
import { retrySchema } from './retry';
import { duration, flag, optional, text } from './scalar';
import type { Task } from './task';
import type { TaskCatalogue, TaskType } from './task-type';

const common = {
  id: text(
    z
      .string()
      .max(256)
      .regex(/^[a-zA-Z0-9][a-zA-Z0-9_-]*$/),
  ),
  description: optional(text()),
  disabled: optional(flag()),
  retry: optional(retrySchema),
  timeout: optional(duration({ positive: true })),
};

/** One of `tasks`, of any type in the catalogue. */
export function taskSchema(catalogue: TaskCatalogue): z.ZodType<Task> {
  const types = catalogue.names().flatMap((name) => catalogue.find(name) ?? []);
  const [first, ...others] = types.map(typedTaskSchema);
  if (first === undefined) throw new Error('A catalogue of tasks needs at least one type');
  return z.discriminatedUnion('type', [first, ...others]);
}

function typedTaskSchema(type: TaskType) {
  return properties({
    ...type.schema.shape,
    ...common,
    type: z.literal([type.type, ...type.aliases]),
  }).transform((written): Task => {
    const { id, type: _spelling, description, disabled, retry, timeout, ...own } = written;
    const given = Object.entries(own).filter(([, value]) => value !== undefined);
    return {
      id,
      type: type.type,
      description,
      disabled: disabled ?? false,
      retry,
      timeoutMs: timeout,
      properties: Object.fromEntries(given) as Record<string, JsonValue>,
    };
  });
}
