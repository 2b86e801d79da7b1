import { logLevel, optional, type TaskType, text } from '@headrace/flow';
import { z } from 'zod';

export const fetchProperties = z.object({
  namespace: optional(text()),
  flowId: optional(text()),
  executionId: optional(text()),
  tasksId: optional(z.array(text())).describe('Only those of these tasks.'),
  level: optional(logLevel()).describe('The lowest level; INFO by default.'),
});

export const fetchType: TaskType = {
  type: 'io.kestra.plugin.core.log.Fetch',
  aliases: ['io.kestra.core.tasks.log.Fetch'],
  title: 'Fetch logs',
  description: 'Writes the log entries of an execution, by default the current one, to a file.',
  schema: fetchProperties,
  expressions: ['namespace', 'flowId', 'executionId'],
  outputs: [
    { name: 'size', type: 'INT', description: 'How many entries there are.' },
    { name: 'uri', type: 'URI', description: 'The file.' },
  ],
  runs: 'worker',
};
