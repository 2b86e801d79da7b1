import { flag, optional, stateList, type TaskType, text } from '@headrace/flow';
import { z } from 'zod';

export const purgeExecutionsProperties = z.object({
  namespace: optional(text()),
  flowId: optional(text()),
  startDate: optional(text()),
  endDate: text(),
  states: optional(stateList()),
  purgeExecution: optional(flag()).describe('true by default.'),
  purgeLog: optional(flag()).describe('true by default.'),
  purgeMetric: optional(flag()).describe('true by default.'),
  purgeStorage: optional(flag()).describe('true by default.'),
});

export const purgeExecutionsType: TaskType = {
  type: 'io.kestra.plugin.core.execution.PurgeExecutions',
  aliases: ['io.kestra.core.tasks.storages.Purge', 'io.kestra.plugin.core.storage.Purge'],
  title: 'Delete executions',
  description: 'Deletes executions that ended before a date, with logs, metrics and files as chosen.',
  schema: purgeExecutionsProperties,
  expressions: ['namespace', 'flowId', 'startDate', 'endDate'],
  outputs: [
    { name: 'executionsCount', type: 'INT', description: 'Executions deleted.' },
    { name: 'logsCount', type: 'INT', description: 'Log entries deleted.' },
    { name: 'storagesCount', type: 'INT', description: 'Files deleted.' },
    { name: 'metricsCount', type: 'INT', description: 'Metrics deleted.' },
  ],
  runs: 'worker',
};
