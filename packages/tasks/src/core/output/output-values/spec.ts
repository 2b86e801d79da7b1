import { optional, type TaskType } from '@headrace/flow';
import { z } from 'zod';

export const outputValuesProperties = z.object({
  values: optional(z.record(z.string(), z.unknown())),
});

export const outputValuesType: TaskType = {
  type: 'io.kestra.plugin.core.output.OutputValues',
  aliases: [],
  title: 'Output values',
  description: 'Renders a map and gives it as output.',
  schema: outputValuesProperties,
  expressions: ['values'],
  outputs: [{ name: 'values', type: 'MAP', description: 'The rendered map.' }],
  runs: 'worker',
  isEffectFree: true,
};
