import { flag, optional, orExpression, type TaskType, text } from '@headrace/flow';
import { z } from 'zod';

export const getProperties = z.object({
  key: text(z.string().min(1)),
  namespace: optional(text()).describe('`{{ flow.namespace }}` by default.'),
  errorOnMissing: optional(orExpression(flag())).describe(
    'Whether it fails if there is none; false by default.',
  ),
});

export const getType: TaskType = {
  type: 'io.kestra.plugin.core.kv.Get',
  aliases: [],
  title: 'Get a key',
  description: 'Reads the value of a key.',
  schema: getProperties,
  expressions: ['key', 'namespace', 'errorOnMissing'],
  outputs: [{ name: 'value', type: 'ANY', description: 'The value, or null.' }],
  runs: 'worker',
};
