import { optional, type TaskType, text } from '@headrace/flow';
import { z } from 'zod';

export const logProperties = z.object({
  message: z.union([text(), z.array(text())]).describe('A text, or a list of texts: one log entry each.'),
  level: optional(text(z.enum(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR']))).describe('INFO if not given.'),
});

export const logType: TaskType = {
  type: 'io.kestra.plugin.core.log.Log',
  aliases: ['io.kestra.core.tasks.log.Log'],
  title: 'Log a message',
  description: 'Writes one or more messages to the log of the execution.',
  schema: logProperties,
  expressions: ['message'],
  outputs: [],
  runs: 'worker',
  isEffectFree: true,
};
