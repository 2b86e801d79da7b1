'use client';

import { useEffect, useState } from 'react';
import { graphql } from '../graphql/graphql';
import { follow } from '../graphql/live';
import { appendLines, emptyLogWindow, type LogWindow } from './log-window';

const Logs_Subscription = graphql(`
  subscription ExecutionLogs($executionId: String!, $after: Cursor) {
    logs(executionId: $executionId, after: $after) {
      cursor
      sealedAt
      lines {
        position
        at
        level
        taskRunId
        taskId
        attempt: attemptNumber
        line
        message
      }
    }
  }
`);

/** How many lines a tab holds: beyond it the oldest go. */
const heldLines = 100_000;

export interface ExecutionLog {
  window: LogWindow;
  refused: string | null;
}

/** The log of an execution from its first line on, live until it is sealed. Nothing is asked unless `enabled`. */
export function useLog(executionId: string, enabled: boolean): ExecutionLog {
  const [window, setWindow] = useState<LogWindow>(emptyLogWindow);
  const [refused, setRefused] = useState<string | null>(null);
  useEffect(() => {
    if (!enabled) return;
    return follow({
      document: Logs_Subscription,
      variables: { executionId },
      after: null,
      onMessage: ({ logs: batch }) => {
        setWindow((held) => appendLines(held, batch, heldLines));
        return { cursor: batch.cursor, sealed: batch.sealedAt !== null };
      },
      onRefused: setRefused,
    });
  }, [executionId, enabled]);
  return { window, refused };
}
