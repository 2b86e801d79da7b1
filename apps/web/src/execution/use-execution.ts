'use client';

import { useEffect, useMemo, useRef, useState } from 'react';
import { graphqlClient } from '../graphql/client';
import { graphql, type ResultOf } from '../graphql/graphql';
import { follow } from '../graphql/live';
import { requestErrorText } from '../ui/notices';
import { isEnded } from './state';
import { type ShownTaskRun, type StoredTaskRun, shownTaskRuns } from './task-runs';
import { applyEvents, emptyTimeline, type StateAt, type Timeline } from './timeline';
import { TimelineEvent_Fragment } from './timeline-event';

const Execution_Query = graphql(`
  query ExecutionScreen($executionId: String!) {
    execution(executionId: $executionId) {
      id: executionId
      namespace
      flowId
      flowRevision
      flow {
        inputs {
          inputId
        }
        outputs {
          outputId
        }
      }
      state
      stateHistory(last: 20) {
        edges {
          node {
            state
            at
          }
        }
      }
      inputs
      outputs
      labels {
        key
        value
      }
      trigger {
        id: triggerId
        type
        variables
      }
      parentId: parentExecutionId
      originalId: originalExecutionId
      error
      createdAt
      startedAt
      endedAt
      seq
      taskRuns(first: 100) {
        edges {
          node {
            id: taskRunId
            taskId
            taskType
            value
            state
            outputs
            createdAt
            startedAt
            endedAt
            attempts(last: 5) {
              edges {
                node {
                  number: attemptNumber
                  state
                  error
                  startedAt
                  endedAt
                  logLines
                }
              }
            }
          }
        }
        pageInfo {
          hasNextPage
        }
      }
    }
  }
`);

const ExecutionEvents_Subscription = graphql(
  `
    subscription ExecutionEvents($executionId: String!, $after: Cursor) {
      executionEvents(executionId: $executionId, after: $after) {
        cursor
        sealedAt
        events {
          ...TimelineEvent
        }
      }
    }
  `,
  [TimelineEvent_Fragment],
);

type LoadedExecution = NonNullable<ResultOf<typeof Execution_Query>['execution']>;

/** What a query told, with its short lists as lists. */
export interface ExecutionSnapshot extends Omit<LoadedExecution, 'stateHistory' | 'taskRuns'> {
  stateHistory: readonly StateAt[];
  /** The first hundred. */
  taskRuns: readonly StoredTaskRun[];
}

function snapshotOf({ stateHistory, taskRuns, ...loaded }: LoadedExecution): ExecutionSnapshot {
  return {
    ...loaded,
    stateHistory: stateHistory.edges.map(({ node }) => node),
    taskRuns: taskRuns.edges.map(({ node: { attempts, ...run } }) => ({
      ...run,
      attempts: attempts.edges.map(({ node }) => node),
    })),
  };
}

export type ExecutionView =
  | { kind: 'loading' }
  | { kind: 'notFound' }
  | { kind: 'failed'; message: string }
  | {
      kind: 'ready';
      execution: ExecutionSnapshot;
      taskRuns: readonly ShownTaskRun[];
      timeline: Timeline;
      refused: string | null;
    };

const refetchPauseMs = 400;

/**
 * One execution, live. The snapshot is shown at once; the events are folded from the first one, so that
 * the timeline is whole, and take over as soon as they are as new as the snapshot. What events do not
 * carry (outputs, errors) is read again when a task run or the execution ends.
 */
export function useExecution(id: string): { view: ExecutionView; retry: () => void } {
  const [snapshot, setSnapshot] = useState<ExecutionSnapshot | null>(null);
  const [timeline, setTimeline] = useState<Timeline>(emptyTimeline);
  const [failure, setFailure] = useState<'notFound' | { message: string } | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  const refetchTimer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  useEffect(() => {
    let stopped = false;
    let stopFollowing: (() => void) | undefined;
    void attempt;

    const load = async (): Promise<boolean> => {
      const result = await graphqlClient()
        .query(Execution_Query, { executionId: id }, { requestPolicy: 'network-only' })
        .toPromise();
      if (stopped) return false;
      if (result.error || !result.data) {
        setFailure({ message: result.error ? requestErrorText(result.error) : 'The server gave no data' });
        return false;
      }
      const loaded = result.data.execution && snapshotOf(result.data.execution);
      if (!loaded) {
        setFailure('notFound');
        return false;
      }
      setFailure(null);
      setSnapshot((held) => (held && held.seq > loaded.seq ? held : loaded));
      return true;
    };

    const reload = (afterMs: number) => {
      if (refetchTimer.current !== undefined && afterMs > 0) return;
      clearTimeout(refetchTimer.current);
      refetchTimer.current = setTimeout(() => {
        refetchTimer.current = undefined;
        void load();
      }, afterMs);
    };

    void load().then((found) => {
      if (!found || stopped) return;
      stopFollowing = follow({
        document: ExecutionEvents_Subscription,
        variables: { executionId: id },
        after: null,
        onMessage: ({ executionEvents: batch }) => {
          setTimeline((held) => applyEvents(held, batch.events));
          const kinds = new Set(batch.events.map((event) => event.__typename));
          if (kinds.has('ExecutionEndedEvent')) reload(0);
          else if (kinds.has('TaskRunEndedEvent')) reload(refetchPauseMs);
          return { cursor: batch.cursor, sealed: batch.sealedAt !== null };
        },
        onRefused: setRefused,
      });
    });
    return () => {
      stopped = true;
      clearTimeout(refetchTimer.current);
      refetchTimer.current = undefined;
      stopFollowing?.();
    };
  }, [id, attempt]);

  const retry = () => setAttempt((count) => count + 1);
  const taskRuns = useMemo(
    () => (snapshot ? shownTaskRuns({ seq: snapshot.seq, taskRuns: snapshot.taskRuns }, timeline) : []),
    [snapshot, timeline],
  );
  if (snapshot) {
    const execution = current(snapshot, timeline);
    return { view: { kind: 'ready', execution, taskRuns, timeline, refused }, retry };
  }
  if (failure === 'notFound') return { view: { kind: 'notFound' }, retry };
  if (failure) return { view: { kind: 'failed', message: failure.message }, retry };
  return { view: { kind: 'loading' }, retry };
}

/** The snapshot with state and times of the timeline, where that is at least as new. */
export function current(snapshot: ExecutionSnapshot, timeline: Timeline): ExecutionSnapshot {
  if (timeline.state === null || timeline.seq <= snapshot.seq) return snapshot;
  return {
    ...snapshot,
    seq: timeline.seq,
    state: timeline.state,
    stateHistory: [...timeline.history],
    startedAt: isoOrNull(timeline.startedMs) ?? snapshot.startedAt,
    endedAt: isEnded(timeline.state) ? isoOrNull(timeline.endedMs) : null,
  };
}

function isoOrNull(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
