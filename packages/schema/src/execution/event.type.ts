import type { EventRow } from '@headrace/db';
import { builder } from '../builder';
import { EventKind, eventKindName, State, stateOf } from './state';

export const ExecutionEvent = builder.objectRef<EventRow>('ExecutionEvent').implement({
  description: 'What happened, numbered without gaps in each execution.',
  fields: (t) => ({
    seq: t.exposeInt('seq', { description: 'from 1' }),
    at: t.expose('at', { type: 'DateTime' }),
    kind: t.field({ type: EventKind, resolve: ({ kind }) => eventKindName(kind) }),
    executionState: t.field({
      type: State,
      nullable: true,
      description: 'State of the execution after this event, where the event changed it.',
      resolve: ({ executionState }) => (executionState === null ? null : stateOf(executionState)),
    }),
    taskRunId: t.exposeID('taskRunId', { nullable: true }),
    taskId: t.exposeString('taskId', { nullable: true }),
    parentTaskRunId: t.id({ nullable: true, resolve: ({ detail }) => detail?.parentTaskRunId }),
    value: t.string({ nullable: true, resolve: ({ detail }) => detail?.value }),
    taskRunState: t.field({
      type: State,
      nullable: true,
      description: 'State of the task run after this event, where the event changed it.',
      resolve: ({ taskRunState }) => (taskRunState === null ? null : stateOf(taskRunState)),
    }),
    attempt: t.exposeInt('attempt', { nullable: true, description: 'Number of the attempt, from 1.' }),
    message: t.string({
      nullable: true,
      description: 'Why an attempt did not succeed.',
      resolve: ({ detail }) => detail?.message,
    }),
    dueAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When a scheduled retry starts.',
      resolve: ({ detail }) => (detail?.dueAt ? new Date(detail.dueAt) : null),
    }),
  }),
});
