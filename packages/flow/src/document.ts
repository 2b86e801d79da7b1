import { z } from 'zod';
import { checkSchema } from './check';
import { concurrencySchema } from './concurrency';
import type { Flow } from './flow';
import { inputSchema } from './input/index';
import type { JsonValue } from './json';
import { labelsSchema } from './label';
import { listenerSchema } from './listener';
import { outputSchema } from './output';
import { pluginDefaultSchema } from './plugin-default';
import { properties } from './properties';
import { retrySchema } from './retry';
import { flag, optional, text } from './scalar';
import { slaSchema } from './sla';
import { taskSchema } from './task-schema';
import type { TaskCatalogue } from './task-type';
import { triggerSchema } from './trigger/index';
import { workerGroup } from './worker-group';

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
  const task = taskSchema(catalogue);
  const tasks = optional(z.array(task));
  return properties({
    id: text(z.string().max(100).regex(FLOW_ID)),
    namespace: text(z.string().max(150).regex(NAMESPACE)),
    description: optional(text()),
    disabled: optional(flag()),
    labels: optional(labelsSchema),
    inputs: optional(z.array(inputSchema)),
    variables: optional(z.record(z.string(), z.unknown())),
    tasks: z.array(task).min(1),
    errors: tasks.describe('Run when a task failed for good.'),
    finally: tasks.describe('Run after the tasks and after `errors`, whatever the result.'),
    afterExecution: tasks.describe('Run once the execution has ended.'),
    listeners: optional(z.array(listenerSchema(task))).describe('Deprecated: see `afterExecution`.'),
    triggers: optional(z.array(triggerSchema)),
    outputs: optional(z.array(outputSchema)),
    retry: optional(retrySchema).describe('For every task that has none of its own.'),
    concurrency: optional(concurrencySchema),
    sla: optional(z.array(slaSchema)),
    checks: optional(z.array(checkSchema)),
    pluginDefaults: optional(z.array(pluginDefaultSchema)),
    taskDefaults: optional(z.array(pluginDefaultSchema)).describe('An older spelling of `pluginDefaults`.'),
    workerGroup,
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
      errors: filled(written.errors),
      finally: filled(written.finally),
      afterExecution: filled(written.afterExecution),
      listeners: filled(written.listeners),
      triggers: written.triggers ?? [],
      outputs: filled(written.outputs),
      retry: written.retry,
      concurrency: written.concurrency,
      sla: filled(written.sla),
      checks: filled(written.checks),
      pluginDefaults: filled(written.pluginDefaults ?? written.taskDefaults),
    }),
  );
}

/** An empty list says as much as none. */
function filled<Item>(list: readonly Item[] | undefined): readonly Item[] | undefined {
  return list !== undefined && list.length > 0 ? list : undefined;
}
