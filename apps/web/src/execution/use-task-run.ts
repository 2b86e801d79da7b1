'use client';

import { useEffect, useState } from 'react';
import { useClient } from 'urql';
import { graphql } from '../graphql/graphql';

const TaskRunFacts_Query = graphql(`
  query TaskRunFacts($executionId: String!, $taskRunId: String!) {
    taskRun(executionId: $executionId, taskRunId: $taskRunId) {
      taskType
      outputs
    }
  }
`);

export interface TaskRunFacts {
  taskType: string | null;
  outputs: unknown;
}

/**
 * What events do not tell of a task run, for one that is not among those the page has read already: asked for again when its state
 * changes. Null until it is known. Nothing is asked while `isNeeded` is false.
 */
export function useTaskRun(
  executionId: string,
  run: { id: string; state: string },
  isNeeded: boolean,
): TaskRunFacts | null {
  const client = useClient();
  const [facts, setFacts] = useState<TaskRunFacts | null>(null);
  useEffect(() => {
    if (!isNeeded) return;
    const variables = { executionId, taskRunId: run.id };
    const { unsubscribe } = client
      .query(TaskRunFacts_Query, variables, { requestPolicy: 'network-only' })
      .subscribe(({ data }) => {
        if (data?.taskRun) setFacts(data.taskRun);
      });
    return unsubscribe;
  }, [client, executionId, run.id, run.state, isNeeded]);
  return facts;
}
