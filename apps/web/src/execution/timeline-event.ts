import { graphql, type ResultOf } from '../graphql/graphql';

/** What the timeline needs of the events of an execution. */
export const TimelineEvent_Fragment = graphql(`
  fragment TimelineEvent on ExecutionEvent {
    __typename
    seq
    at
    ... on TaskRunEvent {
      taskRunId
      taskId
    }
    ... on AttemptEvent {
      attemptNumber
    }
    ... on ExecutionCreatedEvent {
      executionState
    }
    ... on ExecutionStartedEvent {
      executionState
    }
    ... on ExecutionEndedEvent {
      executionState
    }
    ... on TaskRunCreatedEvent {
      taskRunState
      parentTaskRunId
      value
    }
    ... on TaskRunStartedEvent {
      taskRunState
    }
    ... on TaskRunEndedEvent {
      taskRunState
    }
    ... on AttemptStartedEvent {
      taskRunState
    }
    ... on AttemptFailedEvent {
      taskRunState
      message
    }
    ... on AttemptTimedOutEvent {
      taskRunState
      message
    }
    ... on AttemptLostEvent {
      taskRunState
      message
    }
    ... on AttemptReleasedEvent {
      taskRunState
      message
    }
    ... on RetryScheduledEvent {
      taskRunState
      changedExecutionState
      dueAt
    }
    ... on RetryStartedEvent {
      taskRunState
      changedExecutionState
    }
  }
`);

/** One numbered event of an execution, as `executionEvents` sends it: the union is that of the schema. */
export type TimelineEvent = ResultOf<typeof TimelineEvent_Fragment>;
