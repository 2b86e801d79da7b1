import { flag, optional, orExpression, type TaskType, text } from '@headrace/flow';
import { z } from 'zod';

export const deleteProperties = z.object({
  key: text(z.string().min(1)),
  namespace: optional(text()).describe('`{{ flow.namespace }}` by default.'),
  errorOnMissing: optional(orExpression(flag())).describe(
    'Whether it fails if there is none; false by default.',
  ),
});

export const deleteType: TaskType = {
  type: 'io.kestra.plugin.core.kv.Delete',
  aliases: [],
  title: 'Delete a key',
  description: 'Deletes a key.',
  schema: deleteProperties,
  expressions: ['key', 'namespace', 'errorOnMissing'],
  outputs: [{ name: 'deleted', type: 'BOOLEAN', description: 'Whether there was one.' }],
  runs: 'worker',
};
