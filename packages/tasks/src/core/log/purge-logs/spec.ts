import { logLevel, optional, type TaskType, text } from '@headrace/flow';
import { z } from 'zod';

export const purgeLogsProperties = z.object({
  namespace: optional(text()),
  flowId: optional(text()),
  logLevels: optional(z.array(logLevel())).describe('Only these levels.'),
  startDate: optional(text()),
  endDate: text(),
});

export const purgeLogsType: TaskType = {
  type: 'io.kestra.plugin.core.log.PurgeLogs',
  aliases: [],
  title: 'Delete logs',
  description: 'Deletes log entries up to a date.',
  schema: purgeLogsProperties,
  expressions: ['namespace', 'flowId', 'startDate', 'endDate'],
  outputs: [{ name: 'count', type: 'INT', description: 'How many entries were deleted.' }],
  runs: 'worker',
};
