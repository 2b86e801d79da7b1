import { optional, type TaskType, text } from '@headrace/flow';
import { z } from 'zod';

export const filterItemsProperties = z.object({
  from: text(z.string().min(1)),
  filterCondition: text(z.string().min(1)),
  filterType: optional(text(z.enum(['INCLUDE', 'EXCLUDE']))).describe('INCLUDE by default.'),
  errorOrNullBehavior: optional(text(z.enum(['FAIL', 'INCLUDE', 'EXCLUDE']))).describe('FAIL by default.'),
});

export const filterItemsType: TaskType = {
  type: 'io.kestra.plugin.core.storage.FilterItems',
  aliases: ['io.kestra.core.tasks.storages.FilterItems'],
  title: 'Filter records',
  description:
    'Keeps the records of a file for which an expression over their fields is true, or drops them.',
  schema: filterItemsProperties,
  expressions: ['from', 'filterCondition'],
  outputs: [
    { name: 'uri', type: 'URI', description: 'The records kept.' },
    { name: 'processedItemsTotal', type: 'INT', description: 'Records read.' },
    { name: 'droppedItemsTotal', type: 'INT', description: 'Records dropped.' },
  ],
  runs: 'worker',
};
