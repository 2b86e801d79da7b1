'use client';

import { useQuery } from 'urql';
import { graphql } from '../graphql/graphql';

const ErrorLines_Query = graphql(`
  query ExecutionErrorLines($executionId: String!, $taskRunId: String) {
    logs(executionId: $executionId, taskRunId: $taskRunId, minLevel: ERROR, last: 3) {
      edges {
        node {
          position
          at
          message
        }
      }
    }
  }
`);

/** The last error lines of a task run, or of the whole execution. */
export function useErrorLines(executionId: string, taskRunId: string | null) {
  const [{ data }] = useQuery({ query: ErrorLines_Query, variables: { executionId, taskRunId } });
  return (data?.logs?.edges ?? []).map((edge) => edge.node);
}
