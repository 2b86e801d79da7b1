import { builder } from '../builder';
import type { SchemaContext } from '../context';

const Server = builder.objectRef<SchemaContext>('Server').implement({
  description: 'This installation of Headrace.',
  fields: (t) => ({
    version: t.exposeString('version', { description: 'Of Headrace.' }),
    time: t.field({
      type: 'DateTime',
      description: 'The clock that all times come from.',
      resolve: ({ runtime }) => runtime.clock.now(),
    }),
    queue: t.string({
      description: 'What carries attempts to workers.',
      resolve: ({ runtime }) => runtime.queue.driver,
    }),
    bus: t.string({
      description: 'What carries nudges between processes.',
      resolve: ({ runtime }) => runtime.bus.driver,
    }),
  }),
});

builder.queryField('server', (t) =>
  t.field({
    type: Server,
    description: 'This installation of Headrace.',
    resolve: (_, __, context) => context,
  }),
);
