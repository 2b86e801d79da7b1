import { anything, type TaskType, text } from '@headrace/flow';
import { z } from 'zod';

export const deleteFilesProperties = z.object({
  namespace: text(z.string().min(1)),
  files: anything().describe('One pattern, or a list.'),
});

export const deleteFilesType: TaskType = {
  type: 'io.kestra.plugin.core.namespace.DeleteFiles',
  aliases: [],
  title: 'Delete namespace files',
  description: 'Deletes files of a namespace.',
  schema: deleteFilesProperties,
  expressions: ['namespace', 'files'],
  outputs: [{ name: 'files', type: 'MAP', description: 'The files deleted.' }],
  runs: 'worker',
};
