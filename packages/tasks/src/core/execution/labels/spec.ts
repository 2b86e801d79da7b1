import { anything, type TaskType } from '@headrace/flow';
import { z } from 'zod';

export const labelsProperties = z.object({
  labels: anything().describe(
    'A map, a list of `key` and `value`, or a text that renders to JSON of either.',
  ),
});

export const labelsType: TaskType = {
  type: 'io.kestra.plugin.core.execution.Labels',
  aliases: ['io.kestra.core.tasks.executions.Labels'],
  title: 'Set labels',
  description: 'Adds labels to the execution, or replaces their values. `system.` labels are refused.',
  schema: labelsProperties,
  expressions: ['labels'],
  outputs: [],
  runs: 'engine',
};
