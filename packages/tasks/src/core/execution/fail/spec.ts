import { optional, type TaskType, text } from '@headrace/flow';
import { z } from 'zod';

export const failProperties = z.object({
  condition: optional(text()),
  errorMessage: optional(text()).describe('`Task failure` by default.'),
});

export const failType: TaskType = {
  type: 'io.kestra.plugin.core.execution.Fail',
  aliases: ['io.kestra.core.tasks.executions.Fail'],
  title: 'Fail',
  description: 'Fails, always or when a condition is true.',
  schema: failProperties,
  expressions: ['condition', 'errorMessage'],
  outputs: [],
  runs: 'worker',
};
