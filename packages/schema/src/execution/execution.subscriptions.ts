import type { EventRow } from '@headrace/db';
import type { ChangeBatch, NumberedBatch } from '@headrace/runtime';
import { builder } from '../builder';
import { refreshLoaders } from '../context';
import { changeCursor, eventCursor } from '../cursor';
import { batchOf, messages } from '../subscribe';
import { ExecutionEvent } from './event.type';
import { ExecutionFilterInput } from './execution.filter';
import { Execution } from './execution.type';

const ExecutionEventBatch = builder.objectRef<NumberedBatch<EventRow>>('ExecutionEventBatch').implement({
  description: 'Events that follow each other.',
  fields: (t) => ({
    cursor: t.field({
      type: 'Cursor',
      description: 'Hand it to `after` to go on behind this batch.',
      resolve: ({ position }) => eventCursor.encode(position),
    }),
    events: t.field({
      type: [ExecutionEvent],
      description: 'In order; none in a batch that only says how far it is.',
      resolve: ({ rows }) => [...rows],
    }),
    sealedAt: t.exposeInt('sealedAt', {
      nullable: true,
      description:
        'Number of the very last event, once the execution has ended; the subscription then completes.',
    }),
  }),
});

builder.subscriptionField('executionEvents', (t) =>
  t.field({
    type: ExecutionEventBatch,
    description:
      'Events after the cursor (from the beginning without one): stored ones, then live ones, once each, in order.',
    args: {
      executionId: t.arg.string({ required: true, description: 'which execution' }),
      after: t.arg({ type: 'Cursor', description: 'only what comes after this place' }),
    },
    subscribe: (_, { executionId: id, after }, { follower }) =>
      messages(follower.followEvents({ id, after: after ? eventCursor.decode(after) : 0 })),
    resolve: (message) => batchOf(message),
  }),
);

const ExecutionListBatch = builder.objectRef<ChangeBatch>('ExecutionListBatch').implement({
  description: 'Executions that changed.',
  fields: (t) => ({
    cursor: t.field({
      type: 'Cursor',
      description: 'Hand it to `after` to go on behind this batch.',
      resolve: ({ cursor }) => changeCursor.encode(cursor),
    }),
    executions: t.field({
      type: [Execution],
      description:
        'Newest state, at least once: apply one only if its `seq` is not older than what you hold.',
      resolve: ({ executions }) => [...executions],
    }),
  }),
});

builder.subscriptionField('executions', (t) =>
  t.field({
    type: ExecutionListBatch,
    description:
      'Executions whose state changed after the cursor (from now on without one). `states` of the filter are not applied: an execution that leaves them must be seen leaving.',
    args: {
      filter: t.arg({ type: ExecutionFilterInput, description: 'which ones; all without it' }),
      after: t.arg({ type: 'Cursor', description: 'only what comes after this place' }),
    },
    subscribe: (_, { filter, after }, { follower }) =>
      messages(
        follower.followExecutions({
          filter: filter ?? {},
          after: after ? changeCursor.decode(after) : undefined,
        }),
      ),
    resolve: (message, _, context) => {
      refreshLoaders(context);
      return batchOf(message);
    },
  }),
);
