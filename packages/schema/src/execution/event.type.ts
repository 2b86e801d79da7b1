import type { EventRow } from '@headrace/db';
import type { EventKind } from '@headrace/engine';
import type { InterfaceParam } from '@pothos/core';
import { builder } from '../builder';
import { State, stateOf } from './state';

type Types = (typeof builder)['$inferSchemaTypes'];

/** The GraphQL type of each kind of event. */
const TYPE_OF_KIND: Readonly<Record<EventKind, string>> = {
  executionCreated: 'ExecutionCreatedEvent',
  executionStarted: 'ExecutionStartedEvent',
  executionEnded: 'ExecutionEndedEvent',
  taskRunCreated: 'TaskRunCreatedEvent',
  taskRunStarted: 'TaskRunStartedEvent',
  taskRunEnded: 'TaskRunEndedEvent',
  attemptStarted: 'AttemptStartedEvent',
  attemptSucceeded: 'AttemptSucceededEvent',
  attemptFailed: 'AttemptFailedEvent',
  attemptTimedOut: 'AttemptTimedOutEvent',
  attemptLost: 'AttemptLostEvent',
  attemptReleased: 'AttemptReleasedEvent',
  retryScheduled: 'RetryScheduledEvent',
  retryStarted: 'RetryStartedEvent',
};

function typeOf({ kind }: EventRow): string {
  return kind in TYPE_OF_KIND ? TYPE_OF_KIND[kind as EventKind] : NEWER;
}

/** While versions change, one process may already store what another one cannot name yet. */
const NEWER = 'NewerEvent';

/** What an event of this kind always has. @throws Error when the stored one does not */
function told<Value>({ kind, seq }: EventRow, name: string, value: Value | null | undefined): Value {
  if (value === null || value === undefined)
    throw new Error(`the stored event ${seq} (${kind}) has no ${name}`);
  return value;
}

export const ExecutionEvent = builder.interfaceRef<EventRow>('ExecutionEvent').implement({
  description: 'Something that happened in an execution: one type for each kind.',
  resolveType: typeOf,
  fields: (t) => ({
    seq: t.exposeInt('seq', { description: 'Its number: from 1, without gaps in the execution.' }),
    at: t.expose('at', { type: 'DateTime', description: 'When it happened.' }),
  }),
});

const TaskRunEvent = builder.interfaceRef<EventRow>('TaskRunEvent').implement({
  description: 'Something that happened to one task run.',
  interfaces: [ExecutionEvent],
  resolveType: typeOf,
  fields: (t) => ({
    taskRunId: t.string({
      description: 'The task run it happened to.',
      resolve: (event) => told(event, 'taskRunId', event.taskRunId),
    }),
    taskId: t.string({
      description: 'The task of the flow.',
      resolve: (event) => told(event, 'taskId', event.taskId),
    }),
  }),
});

const AttemptEvent = builder.interfaceRef<EventRow>('AttemptEvent').implement({
  description: 'Something that happened to one attempt, or about the next one.',
  interfaces: [TaskRunEvent, ExecutionEvent],
  resolveType: typeOf,
  fields: (t) => ({
    attemptNumber: t.int({
      description: 'Number of the attempt in its task run, from 1.',
      resolve: (event) => told(event, 'attempt', event.attempt),
    }),
  }),
});

type Fields = NonNullable<
  Parameters<ReturnType<typeof builder.objectRef<EventRow>>['implement']>[0]['fields']
>;

function eventType(
  kind: EventKind,
  description: string,
  interfaces: InterfaceParam<Types>[],
  fields: Fields,
): void {
  builder.objectRef<EventRow>(TYPE_OF_KIND[kind]).implement({ description, interfaces, fields } as never);
}

const ofExecution = [ExecutionEvent];
const ofTaskRun = [TaskRunEvent, ExecutionEvent];
const ofAttempt = [AttemptEvent, TaskRunEvent, ExecutionEvent];

type FieldBuilder = Parameters<Fields>[0];

const executionState = (t: FieldBuilder) =>
  t.field({
    type: State,
    description: 'State of the execution after this event.',
    resolve: (event) => stateOf(told(event, 'executionState', event.executionState)),
  });

const taskRunState = (t: FieldBuilder) =>
  t.field({
    type: State,
    description: 'State of the task run after this event.',
    resolve: (event) => stateOf(told(event, 'taskRunState', event.taskRunState)),
  });

/** Of a name of its own: in one selection a field that may be null cannot stand beside one that may not. */
const changedExecutionState = (t: FieldBuilder) =>
  t.field({
    type: State,
    nullable: true,
    description: 'State of the execution after this event, where the event changed it.',
    resolve: (event) => (event.executionState === null ? null : stateOf(event.executionState)),
  });

const message = (t: FieldBuilder) =>
  t.string({ description: 'Why.', resolve: ({ detail }) => detail?.message ?? '' });

eventType('executionCreated', 'The execution was stored.', ofExecution, (t) => ({
  executionState: executionState(t),
}));
eventType('executionStarted', 'The first attempt was claimed.', ofExecution, (t) => ({
  executionState: executionState(t),
}));
eventType(
  'executionEnded',
  'The execution is over, and with it whatever had not ended.',
  ofExecution,
  (t) => ({
    executionState: executionState(t),
    error: t.string({
      nullable: true,
      description: 'Why it failed, when no task run says it.',
      resolve: ({ detail }) => detail?.message,
    }),
  }),
);

eventType('taskRunCreated', 'A task is to be run.', ofTaskRun, (t) => ({
  taskRunState: taskRunState(t),
  parentTaskRunId: t.string({
    nullable: true,
    description: 'The task run of the flowable task around it; null at the top.',
    resolve: ({ detail }) => detail?.parentTaskRunId,
  }),
  value: t.string({
    nullable: true,
    description: 'Its value in a loop.',
    resolve: ({ detail }) => detail?.value,
  }),
}));
eventType('taskRunStarted', 'A flowable task started the tasks inside of it.', ofTaskRun, (t) => ({
  taskRunState: taskRunState(t),
}));
eventType('taskRunEnded', 'The task run is over.', ofTaskRun, (t) => ({ taskRunState: taskRunState(t) }));

eventType('attemptStarted', 'A worker took the attempt.', ofAttempt, (t) => ({
  taskRunState: taskRunState(t),
  workerId: t.string({
    description: 'The worker that runs it.',
    resolve: (event) => told(event, 'workerId', event.detail?.workerId),
  }),
}));
eventType('attemptSucceeded', 'The attempt did what was asked.', ofAttempt, () => ({}));
eventType('attemptFailed', 'The attempt failed.', ofAttempt, (t) => ({
  taskRunState: taskRunState(t),
  message: message(t),
}));
eventType('attemptTimedOut', 'The attempt took too long.', ofAttempt, (t) => ({
  taskRunState: taskRunState(t),
  message: message(t),
}));
eventType('attemptLost', 'The worker of the attempt is gone.', ofAttempt, (t) => ({
  taskRunState: taskRunState(t),
  message: message(t),
}));
eventType(
  'attemptReleased',
  'The worker gave the attempt back: it starts again under the same number.',
  ofAttempt,
  (t) => ({ taskRunState: taskRunState(t), message: message(t) }),
);

eventType('retryScheduled', 'There will be another attempt, whose number this is.', ofAttempt, (t) => ({
  taskRunState: taskRunState(t),
  changedExecutionState: changedExecutionState(t),
  dueAt: t.field({
    type: 'DateTime',
    description: 'When it may start.',
    resolve: (event) => new Date(told(event, 'dueAt', event.detail?.dueAt)),
  }),
}));
eventType('retryStarted', 'The attempt that was scheduled is ready for a worker.', ofAttempt, (t) => ({
  taskRunState: taskRunState(t),
  changedExecutionState: changedExecutionState(t),
}));
builder.objectRef<EventRow>(NEWER).implement({
  description:
    'An event that a newer version of Headrace has stored: this one knows its number only, and no event is left out.',
  interfaces: ofExecution,
  fields: (t) => ({
    kind: t.exposeString('kind', { description: 'What the newer version calls it.' }),
  }),
});
