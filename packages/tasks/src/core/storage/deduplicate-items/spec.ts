import { type TaskType, text } from '@headrace/flow';
import { z } from 'zod';

export const deduplicateItemsProperties = z.object({
  from: text(z.string().min(1)),
  expr: text(z.string().min(1)),
});

export const deduplicateItemsType: TaskType = {
  type: 'io.kestra.plugin.core.storage.DeduplicateItems',
  aliases: ['io.kestra.core.tasks.storages.DeduplicateItems'],
  title: 'Drop repeated records',
  description: 'Keeps the last record of each key, which an expression over the fields gives.',
  schema: deduplicateItemsProperties,
  expressions: ['from', 'expr'],
  outputs: [
    { name: 'uri', type: 'URI', description: 'The records kept.' },
    { name: 'numKeys', type: 'INT', description: 'How many keys there are.' },
    { name: 'processedItemsTotal', type: 'INT', description: 'Records read.' },
    { name: 'droppedItemsTotal', type: 'INT', description: 'Records dropped.' },
  ],
  runs: 'worker',
};
