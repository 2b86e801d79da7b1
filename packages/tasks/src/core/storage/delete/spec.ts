import { flag, optional, orExpression, type TaskType, text } from '@headrace/flow';
import { z } from 'zod';

export const deleteProperties = z.object({
  uri: text(z.string().min(1)),
  errorOnMissing: optional(orExpression(flag())).describe(
    'Whether it fails if there is none; false by default.',
  ),
});

export const deleteType: TaskType = {
  type: 'io.kestra.plugin.core.storage.Delete',
  aliases: ['io.kestra.core.tasks.storages.Delete'],
  title: 'Delete a file',
  description: 'Deletes a file.',
  schema: deleteProperties,
  expressions: ['uri', 'errorOnMissing'],
  outputs: [
    { name: 'uri', type: 'URI', description: 'The file.' },
    { name: 'deleted', type: 'BOOLEAN', description: 'Whether there was one.' },
  ],
  runs: 'worker',
};
