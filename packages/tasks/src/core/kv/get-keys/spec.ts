import { optional, type TaskType, text } from '@headrace/flow';
import { z } from 'zod';

export const getKeysProperties = z.object({
  prefix: optional(text()),
  namespace: optional(text()).describe('`{{ flow.namespace }}` by default.'),
});

export const getKeysType: TaskType = {
  type: 'io.kestra.plugin.core.kv.GetKeys',
  aliases: [],
  title: 'List keys',
  description: 'Lists the keys with a prefix.',
  schema: getKeysProperties,
  expressions: ['prefix', 'namespace'],
  outputs: [{ name: 'keys', type: 'ARRAY', description: 'The keys.' }],
  runs: 'worker',
};
