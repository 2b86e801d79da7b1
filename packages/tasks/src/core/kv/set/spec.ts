import { anything, durationText, flag, optional, orExpression, type TaskType, text } from '@headrace/flow';
import { z } from 'zod';

export const setProperties = z.object({
  key: text(z.string().min(1)),
  value: anything(),
  namespace: optional(text()).describe('`{{ flow.namespace }}` by default.'),
  overwrite: optional(orExpression(flag())).describe(
    'Whether a value that is there is replaced; true by default.',
  ),
  ttl: optional(orExpression(durationText())).describe('How long the value is kept.'),
  kvType: optional(
    text(z.enum(['STRING', 'NUMBER', 'BOOLEAN', 'DATETIME', 'DATE', 'DURATION', 'JSON'])),
  ).describe('What a text is made into.'),
});

export const setType: TaskType = {
  type: 'io.kestra.plugin.core.kv.Set',
  aliases: [],
  title: 'Set a key',
  description: 'Stores a value under a key.',
  schema: setProperties,
  expressions: ['key', 'value', 'namespace', 'overwrite', 'ttl'],
  outputs: [],
  runs: 'worker',
};
