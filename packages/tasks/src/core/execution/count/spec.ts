import { optional, properties, stateList, type TaskType, text } from '@headrace/flow';
import { z } from 'zod';

export const countProperties = z.object({
  flows: optional(z.array(properties({ namespace: text(), flowId: optional(text()) }))),
  namespaces: optional(z.array(text())),
  states: optional(stateList()),
  startDate: text(),
  endDate: optional(text()),
  expression: text().describe('An expression over `count`.'),
});

export const countType: TaskType = {
  type: 'io.kestra.plugin.core.execution.Count',
  aliases: ['io.kestra.core.tasks.executions.Counts'],
  title: 'Count executions',
  description: 'Counts executions by flow and keeps the counts for which the expression is true.',
  schema: countProperties,
  expressions: ['flows', 'namespaces', 'startDate', 'endDate', 'expression'],
  outputs: [
    { name: 'results', type: 'ARRAY', description: 'Namespace, flow and count.' },
    { name: 'total', type: 'INT', description: 'The sum of the counts.' },
  ],
  runs: 'worker',
};
