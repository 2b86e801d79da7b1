import { anything, optional, type TaskType, text } from '@headrace/flow';
import { z } from 'zod';

export const uploadFilesProperties = z.object({
  namespace: text(z.string().min(1)),
  files: optional(z.array(text())).describe('Patterns of files of the working directory.'),
  filesMap: optional(anything()).describe('Addresses by name.'),
  destination: optional(text()).describe('`/` by default.'),
  conflict: optional(text(z.enum(['OVERWRITE', 'ERROR', 'SKIP']))).describe('OVERWRITE by default.'),
});

export const uploadFilesType: TaskType = {
  type: 'io.kestra.plugin.core.namespace.UploadFiles',
  aliases: [],
  title: 'Upload namespace files',
  description: 'Copies files of the working directory, or of the internal storage, to a namespace.',
  schema: uploadFilesProperties,
  expressions: ['namespace', 'files', 'filesMap', 'destination'],
  outputs: [{ name: 'files', type: 'MAP', description: 'Addresses of the files, by name.' }],
  runs: 'worker',
};
