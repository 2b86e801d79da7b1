import { z } from 'zod';
import { properties } from './properties';
import type { Flow } from './flow';
import { inputSchema } from './input';
import type { JsonValue } from './json';
import { labelsSchema } from './label';
import { retrySchema } from './retry';
import { flag, optional, text } from './scalar';
import { taskSchema } from './task-schema';
import type { TaskCatalogue } from './task-type';
import { triggerSchema } from './trigger';

export const FLOW_ID = /^[a-zA-Z0-9][a-zA-Z0-9._-]*$/;
export const NAMESPACE = /^[a-z0-9][a-z0-9._-]*$/;

const schemas = new WeakMap<TaskCatalogue, z.ZodType<Flow>>();

/** The whole document, for the task types of a catalogue. */
export function documentSchema(catalogue: TaskCatalogue): z.ZodType<Flow> {
  const known = schemas.get(catalogue);
  if (known !== undefined) return known;
  const schema = makeDocumentSchema(catalogue);
  schemas.set(catalogue, schema);
  return schema;
}

function makeDocumentSchema(catalogue: TaskCatalogue): z.ZodType<Flow> {
  return properties({
    id: text(z.string().max(100).regex(FLOW_ID)),
    namespace: text(z.string().max(150).regex(NAMESPACE)),
    description: optional(text()),
    disabled: optional(flag()),
    labels: optional(labelsSchema),
    inputs: optional(z.array(inputSchema)),
    variables: optional(z.record(z.string(), z.unknown())),
    tasks: z.array(taskSchema(catalogue)).min(1),
    triggers: optional(z.array(triggerSchema)),
    retry: optional(retrySchema),
    // Kestra writes these when it exports a flow; they say nothing about it
    revision: z.unknown().optional(),
    deleted: z.unknown().optional(),
    tenantId: z.unknown().optional(),
  }).transform(
    (written): Flow => ({
      id: written.id,
      namespace: written.namespace,
      description: written.description,
      disabled: written.disabled ?? false,
      labels: written.labels ?? [],
      inputs: written.inputs ?? [],
      variables: (written.variables ?? {}) as Record<string, JsonValue>,
      tasks: written.tasks,
      triggers: written.triggers ?? [],
      retry: written.retry,
    }),
  );
}
