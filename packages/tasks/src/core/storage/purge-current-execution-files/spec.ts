import { type TaskType } from '@headrace/flow';
import { z } from 'zod';

export const purgeCurrentExecutionFilesProperties = z.object({});

export const purgeCurrentExecutionFilesType: TaskType = {
  type: 'io.kestra.plugin.core.storage.PurgeCurrentExecutionFiles',
  aliases: ['io.kestra.core.tasks.storages.PurgeExecution', 'io.kestra.plugin.core.storage.PurgeExecution'],
  title: 'Delete the files of this execution',
  description: 'Deletes all files of the current execution.',
  schema: purgeCurrentExecutionFilesProperties,
  outputs: [{ name: 'uris', type: 'ARRAY', description: 'The files deleted.' }],
  runs: 'worker',
};
