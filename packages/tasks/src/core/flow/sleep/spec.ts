import { durationText, orExpression, type TaskType } from '@headrace/flow';
import { z } from 'zod';

export const sleepProperties = z.object({
  duration: orExpression(durationText()).describe('ISO 8601, such as PT30S.'),
});

export const sleepType: TaskType = {
  type: 'io.kestra.plugin.core.flow.Sleep',
  aliases: [],
  title: 'Wait',
  description: 'Waits for a time. A kill and a timeout end it.',
  schema: sleepProperties,
  expressions: ['duration'],
  outputs: [],
  runs: 'worker',
};
