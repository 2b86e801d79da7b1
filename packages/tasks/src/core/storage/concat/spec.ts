import { anything, optional, type TaskType, text } from '@headrace/flow';
import { z } from 'zod';

export const concatProperties = z.object({
  files: anything().describe('A list of addresses, or a text that renders to one.'),
  separator: optional(text()),
  extension: optional(text()).describe('`.tmp` by default.'),
});

export const concatType: TaskType = {
  type: 'io.kestra.plugin.core.storage.Concat',
  aliases: ['io.kestra.core.tasks.storages.Concat'],
  title: 'Join files',
  description: 'Joins files, each followed by the separator.',
  schema: concatProperties,
  expressions: ['files', 'separator', 'extension'],
  outputs: [{ name: 'uri', type: 'URI', description: 'The joined file.' }],
  runs: 'worker',
};
