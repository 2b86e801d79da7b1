import { logLevel, optional, type TaskType, text } from '@headrace/flow';
import { z } from 'zod';

export const echoProperties = z.object({
  format: text(),
  level: optional(logLevel()).describe('INFO by default.'),
});

export const echoType: TaskType = {
  type: 'io.kestra.plugin.core.debug.Echo',
  aliases: ['io.kestra.core.tasks.debugs.Echo'],
  title: 'Log a text',
  description: 'Writes a text to the log.',
  schema: echoProperties,
  expressions: ['format'],
  outputs: [],
  runs: 'worker',
  deprecated: 'use `io.kestra.plugin.core.log.Log`',
};
