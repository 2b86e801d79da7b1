import { optional, type TaskType, text } from '@headrace/flow';
import { z } from 'zod';

export const localFilesProperties = z.object({
  inputs: optional(z.union([text(), z.record(z.string(), z.unknown())])),
  outputs: optional(z.array(text())),
});

export const localFilesType: TaskType = {
  type: 'io.kestra.plugin.core.storage.LocalFiles',
  aliases: ['io.kestra.core.tasks.storages.LocalFiles'],
  title: 'Files of a working directory',
  description: 'Puts files into a working directory, and takes files out of it.',
  schema: localFilesProperties,
  expressions: ['inputs', 'outputs'],
  outputs: [{ name: 'uris', type: 'MAP', description: 'Addresses of the files taken out, by name.' }],
  runs: 'worker',
  deprecated: 'use `inputFiles` and `outputFiles` of the WorkingDirectory',
};
