import { z } from 'zod';

// What answers look like, for the OpenAPI page.

const date = z.iso.datetime();

const state = z.object({
  current: z.string(),
  histories: z.array(z.object({ state: z.string(), date })),
  startDate: date,
  endDate: date.optional(),
  duration: z.string().describe('ISO 8601').optional(),
});

const taskRun = z.object({
  id: z.string(),
  executionId: z.string(),
  namespace: z.string(),
  flowId: z.string(),
  taskId: z.string(),
  parentTaskRunId: z.string().optional(),
  value: z.string().optional(),
  iteration: z.number().optional(),
  attempts: z.array(z.object({ state })).optional(),
  outputs: z.record(z.string(), z.unknown()),
  state,
});

export const executionSchema = z.object({
  id: z.string(),
  namespace: z.string(),
  flowId: z.string(),
  flowRevision: z.number(),
  taskRunList: z.array(taskRun),
  inputs: z.record(z.string(), z.unknown()).optional(),
  outputs: z.record(z.string(), z.unknown()).optional(),
  labels: z.array(z.object({ key: z.string(), value: z.string() })).optional(),
  state,
  parentId: z.string().optional(),
  originalId: z.string(),
  trigger: z.record(z.string(), z.unknown()).optional(),
  deleted: z.boolean(),
  metadata: z.object({ attemptNumber: z.number(), originalCreatedDate: date }),
  url: z.string().describe('The page to look at; only where it was started.').optional(),
});
