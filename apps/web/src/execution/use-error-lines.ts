'use client';

import { useQuery } from 'urql';
import { graphql } from '../graphql/graphql';

const ErrorLines_Query = graphql(`
  query ExecutionErrorLines($executionId: ID!, $taskRunId: ID) {
    logs(executionId: $executionId, taskRunId: $taskRunId, minLevel: ERROR, first: 100) {
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

const shownLines = 3;

/** The last error lines of a task run, or of the whole execution. */
export function useErrorLines(executionId: string, taskRunId: string | null) {
  const [{ data }] = useQuery({ query: ErrorLines_Query, variables: { executionId, taskRunId } });
  return (data?.logs.edges ?? []).slice(-shownLines).map((edge) => edge.node);
}
