import type { Viewer } from '@headrace/runtime';
import { builder } from '../builder';

const ViewerKind = builder.enumType('ViewerKind', {
  description: 'Who somebody is to Headrace.',
  values: {
    ANYONE: { value: 'anyone' as const, description: 'Whoever can reach the server: nobody signs in yet.' },
  },
});

const ViewerObject = builder.objectRef<Viewer>('Viewer').implement({
  description: 'Who asks.',
  fields: (t) => ({
    kind: t.expose('kind', { type: ViewerKind, description: 'How they are known.' }),
  }),
});

builder.queryField('viewer', (t) =>
  t.field({ type: ViewerObject, description: 'Who asks.', resolve: (_, __, { viewer }) => viewer }),
);
