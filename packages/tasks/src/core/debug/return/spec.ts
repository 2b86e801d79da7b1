import { optional, type TaskType, text } from '@headrace/flow';
import { z } from 'zod';

export const returnProperties = z.object({
  format: optional(text()).describe('The template to render.'),
});

export const returnType: TaskType = {
  type: 'io.kestra.plugin.core.debug.Return',
  aliases: ['io.kestra.core.tasks.debugs.Return'],
  title: 'Return a value',
  description: 'Renders a template, logs it at DEBUG and gives it as output.',
  schema: returnProperties,
  expressions: ['format'],
  outputs: [{ name: 'value', type: 'STRING', description: 'The rendered text.' }],
  runs: 'worker',
  isEffectFree: true,
};
