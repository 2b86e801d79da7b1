import { type TaskType, text } from '@headrace/flow';
import { z } from 'zod';

export const sizeProperties = z.object({
  uri: text(z.string().min(1)),
});

export const sizeType: TaskType = {
  type: 'io.kestra.plugin.core.storage.Size',
  aliases: ['io.kestra.core.tasks.storages.Size'],
  title: 'Size of a file',
  description: 'Gives the size of a file in bytes.',
  schema: sizeProperties,
  expressions: ['uri'],
  outputs: [{ name: 'size', type: 'INT', description: 'Size in bytes.' }],
  runs: 'worker',
};
