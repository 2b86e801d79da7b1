import { z } from 'zod';
import type { ChildSchemas, DagTask } from './flowable/definition';
import type { JsonValue } from './json';
import { logLevel } from './log-level';
import { elementId } from './name';
import { properties } from './properties';
import { retrySchema } from './retry';
import { duration, flag, optional, orExpression, text } from './scalar';
import type { Task } from './task';
import type { TaskCatalogue, TaskType } from './task-type';
import { workerGroup } from './worker-group';

const common = {
  id: elementId(),
  description: optional(text()),
  disabled: optional(flag()).describe('A disabled task is treated as absent.'),
  runIf: optional(text()).describe('An expression: the task is skipped unless it is true.'),
  allowFailure: optional(flag()).describe('Whether a failure ends the task WARNING.'),
  allowWarning: optional(flag()).describe('Whether a warning ends the task SUCCESS.'),
  retry: optional(retrySchema),
  timeout: optional(orExpression(duration({ positive: true }))).describe('How long one attempt may take.'),
  logLevel: optional(logLevel()).describe('The lowest level that is kept.'),
  logToFile: optional(flag()).describe('Whether log lines go to a file in place of the log store.'),
  workerGroup,
};

/** One of `tasks`, of any type in the catalogue. */
export function taskSchema(catalogue: TaskCatalogue): z.ZodType<Task> {
  const children = childSchemas(z.lazy((): z.ZodType<Task> => schema));
  const types = catalogue.names().flatMap((name) => catalogue.find(name) ?? []);
  const [first, ...others] = types.map((type) => typedTaskSchema(type, children));
  if (first === undefined) throw new Error('A catalogue of tasks needs at least one type');
  const schema: z.ZodType<Task> = z.discriminatedUnion('type', [first, ...others]);
  return schema;
}

function childSchemas(task: z.ZodType<Task>): ChildSchemas {
  const any = optional(z.array(task));
  return {
    some: z.array(task).min(1),
    any,
    cases: optional(
      z.record(z.string(), any).transform((cases) => {
        const given = Object.entries(cases).map(([value, tasks]) => [value, tasks ?? []] as const);
        return Object.fromEntries(given) as Record<string, Task[]>;
      }),
    ),
    dag: z
      .array(
        properties({ task, dependsOn: optional(z.array(text())) }).transform(
          (entry): DagTask => ({ task: entry.task, dependsOn: entry.dependsOn ?? [] }),
        ),
      )
      .min(1),
  };
}

function typedTaskSchema(type: TaskType, children: ChildSchemas) {
  return properties({
    ...(type.flowable?.shape(children) ?? type.schema.shape),
    ...common,
    type: z.literal([type.type, ...type.aliases]),
  }).transform((written): Task => {
    const { id, type: _spelling, description, disabled, retry, timeout, ...rest } = written;
    const { runIf, allowFailure, allowWarning, logLevel: level, logToFile, workerGroup: _, ...own } = rest;
    const given = Object.entries(own).filter(([, value]) => value !== undefined);
    return {
      id,
      type: type.type,
      description,
      disabled: disabled ?? false,
      runIf: runIf === 'true' ? undefined : runIf,
      allowFailure: allowFailure || undefined,
      allowWarning: allowWarning || undefined,
      retry,
      timeoutMs: typeof timeout === 'number' ? timeout : undefined,
      timeoutExpression: typeof timeout === 'string' ? timeout : undefined,
      logLevel: level,
      logToFile: logToFile || undefined,
      properties: type.flowable ? {} : (Object.fromEntries(given) as Record<string, JsonValue>),
      flowable: type.flowable?.read(own),
    };
  });
}
