import { optional, type TaskType, text } from '@headrace/flow';
import { z } from 'zod';

export const reverseProperties = z.object({
  from: text(z.string().min(1)),
  separator: optional(text()).describe('A new line by default.'),
  charset: optional(text()).describe('UTF-8 by default.'),
});

export const reverseType: TaskType = {
  type: 'io.kestra.plugin.core.storage.Reverse',
  aliases: ['io.kestra.core.tasks.storages.Reverse'],
  title: 'Reverse a file',
  description: 'Writes the lines of a file in reverse order.',
  schema: reverseProperties,
  expressions: ['from', 'separator', 'charset'],
  outputs: [{ name: 'uri', type: 'URI', description: 'The reversed file.' }],
  runs: 'worker',
};
