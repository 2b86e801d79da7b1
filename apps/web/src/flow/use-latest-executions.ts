'use client';

import { useEffect, useState } from 'react';
import type { State } from '../execution/state';
import { graphql } from '../graphql/graphql';
import { follow } from '../graphql/live';

const LatestExecutions_Subscription = graphql(`
  subscription LatestExecutions($after: Cursor) {
    executions(after: $after) {
      cursor
      executions {
        id: executionId
        namespace
        flowId
        state
        createdAt
        seq
      }
    }
  }
`);

export interface LatestExecution {
  id: string;
  state: State;
  createdAt: string;
  seq: number;
}

/** The newest execution of each flow that changed since the screen opened, by "namespace/flowId". */
export function useLatestExecutions(): ReadonlyMap<string, LatestExecution> {
  const [latest, setLatest] = useState<ReadonlyMap<string, LatestExecution>>(new Map());
  useEffect(
    () =>
      follow({
        document: LatestExecutions_Subscription,
        variables: {},
        after: null,
        onMessage: ({ executions: batch }) => {
          setLatest((held) => {
            const next = new Map(held);
            for (const execution of batch.executions) {
              const key = `${execution.namespace}/${execution.flowId}`;
              next.set(key, newerExecution(next.get(key) ?? null, execution));
            }
            return next;
          });
          return { cursor: batch.cursor, sealed: false };
        },
        // The list stays usable without live states; the next load shows them.
        onRefused: () => {},
      }),
    [],
  );
  return latest;
}

/** Of two executions the later one; of two states of the same one the newer. */
export function newerExecution<Held extends LatestExecution>(held: Held | null, other: Held): Held {
  if (held === null) return other;
  if (held.id === other.id) return other.seq >= held.seq ? other : held;
  return other.createdAt >= held.createdAt ? other : held;
}
