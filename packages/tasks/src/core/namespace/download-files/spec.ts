import { anything, optional, type TaskType, text } from '@headrace/flow';
import { z } from 'zod';

export const downloadFilesProperties = z.object({
  namespace: text(z.string().min(1)),
  files: anything().describe('One pattern, or a list.'),
  destination: optional(text()),
});

export const downloadFilesType: TaskType = {
  type: 'io.kestra.plugin.core.namespace.DownloadFiles',
  aliases: [],
  title: 'Download namespace files',
  description: 'Copies files of a namespace to the internal storage.',
  schema: downloadFilesProperties,
  expressions: ['namespace', 'files', 'destination'],
  outputs: [{ name: 'files', type: 'MAP', description: 'Addresses of the files, by name.' }],
  runs: 'worker',
};
