import { integer, optional, orExpression, type TaskType, text } from '@headrace/flow';
import { z } from 'zod';

export const splitProperties = z.object({
  from: text(z.string().min(1)),
  bytes: optional(text()).describe('Such as `10KB`.'),
  partitions: optional(orExpression(integer(z.int32().min(1)))),
  rows: optional(orExpression(integer(z.int32().min(1)))),
  separator: optional(text()).describe('A new line by default.'),
});

export const splitType: TaskType = {
  type: 'io.kestra.plugin.core.storage.Split',
  aliases: ['io.kestra.core.tasks.storages.Split'],
  title: 'Split a file',
  description:
    'Splits a file by size, into a number of parts, or by lines; the first of `bytes`, `partitions` and `rows` that is given counts.',
  schema: splitProperties,
  expressions: ['from', 'bytes', 'partitions', 'rows', 'separator'],
  outputs: [{ name: 'uris', type: 'ARRAY', description: 'The parts.' }],
  runs: 'worker',
};
