import { optional, type TaskType, text } from '@headrace/flow';
import { z } from 'zod';

export const resumeProperties = z.object({
  namespace: optional(text()),
  flowId: optional(text()),
  executionId: optional(text()).describe('The current one by default.'),
  inputs: optional(z.record(z.string(), z.unknown())),
});

export const resumeType: TaskType = {
  type: 'io.kestra.plugin.core.execution.Resume',
  aliases: [],
  title: 'Resume an execution',
  description: 'Resumes a paused execution, with inputs.',
  schema: resumeProperties,
  expressions: ['namespace', 'flowId', 'executionId', 'inputs'],
  outputs: [],
  runs: 'worker',
};
