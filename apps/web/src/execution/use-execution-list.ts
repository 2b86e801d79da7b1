'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { graphql, type ResultOf } from '../graphql/graphql';
import { follow } from '../graphql/live';
import { usePages } from '../graphql/use-pages';
import { useEntryMemory } from '../ui/entry-memory';
import { appendPage, applyChanges, emptyList, type ExecutionList, settle } from './execution-list';
import { isState, type State } from './state';

const ExecutionRow_Fragment = graphql(`
  fragment ExecutionRow on Execution {
    id: executionId
    namespace
    flowId
    flowRevision
    state
    seq
    createdAt
    startedAt
    endedAt
    labels {
      key
      value
    }
    trigger {
      id: triggerId
      type
    }
  }
`);

const ExecutionList_Query = graphql(
  `
    query ExecutionList($filter: ExecutionFilter, $after: Cursor) {
      executions(filter: $filter, first: 50, after: $after) {
        edges {
          node {
            ...ExecutionRow
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
        totalCount {
          value
          exact
        }
        liveCursor
      }
    }
  `,
  [ExecutionRow_Fragment],
);

const ExecutionList_Subscription = graphql(
  `
    subscription ExecutionListChanges($filter: ExecutionFilter, $after: Cursor) {
      executions(filter: $filter, after: $after) {
        cursor
        executions {
          ...ExecutionRow
        }
      }
    }
  `,
  [ExecutionRow_Fragment],
);

export type ExecutionRow = ResultOf<typeof ExecutionRow_Fragment>;

/** What the list shows; null is "any". */
export interface ExecutionListFilter {
  namespace: string | null;
  flowId: string | null;
  states: readonly State[];
  labels: readonly { key: string; value: string }[];
  text: string | null;
  /** Only the namespace itself; otherwise also everything below it. */
  exactNamespace?: boolean;
}

/** How many rows came since the first page, and from where the subscription goes on. */
interface Live {
  key: string;
  cursor: string;
  total: { value: number; exact: boolean };
}

/** What is kept for a reader who comes back. */
interface Kept {
  list: ExecutionList<ExecutionRow>;
  /** With the cursor up to which the rows are. */
  live: Live;
  hasMore: boolean;
}

/**
 * The executions that match a filter, newest first, kept up to date by the subscription. `holding` says
 * whether the reader is busy with the rows: what arrives then waits and is shown by `settle()`.
 */
export function useExecutionList(filter: ExecutionListFilter, holding: boolean) {
  const { namespace, flowId, text, exactNamespace } = filter;
  // A stable value as long as the filter says the same.
  const states = filter.states.join();
  const labels = JSON.stringify(filter.labels);
  const variables = useMemo(
    () => ({
      filter: {
        namespace,
        flowId,
        text,
        // An empty list would ask for executions in none of the states.
        states: states === '' ? null : states.split(',').filter(isState),
        labels: JSON.parse(labels) as { key: string; value: string }[],
      },
    }),
    [namespace, flowId, text, states, labels],
  );
  const key = JSON.stringify(variables);

  const memory = useEntryMemory<Kept>('rows');
  const [recalled] = useState(memory.recalled?.live.key === key ? memory.recalled : null);
  const [list, setList] = useState<ExecutionList<ExecutionRow>>(recalled?.list ?? emptyList);
  const [live, setLive] = useState<Live | null>(recalled?.live ?? null);
  const cursor = useRef(recalled?.live.cursor ?? null);
  const hasMore = useRef(recalled?.hasMore ?? false);
  const [refused, setRefused] = useState<string | null>(null);
  const pages = usePages({
    name: 'executions',
    // What happened meanwhile comes by the subscription, from the cursor that was kept with the rows.
    isFollowed: recalled !== null,
    document: ExecutionList_Query,
    variables,
    select: (data) => ({
      nodes: data.executions.edges.map((edge) => edge.node),
      pageInfo: data.executions.pageInfo,
    }),
    onPage: (page, data, first) => {
      hasMore.current = page.pageInfo.hasNextPage;
      const rows = exactNamespace ? page.nodes.filter((row) => row.namespace === namespace) : page.nodes;
      setList((held) => appendPage(first ? emptyList<ExecutionRow>() : held, rows));
      if (!first) return;
      cursor.current = data.executions.liveCursor;
      setLive({ key, cursor: data.executions.liveCursor, total: data.executions.totalCount });
    },
  });

  useEffect(() => {
    if (live === null || live.key !== key) return;
    const { states } = variables.filter;
    return follow({
      document: ExecutionList_Subscription,
      // Without the states: otherwise a row would never be told that it left the filter.
      variables: { filter: { ...variables.filter, states: null } },
      after: live.cursor,
      onMessage: ({ executions: batch }) => {
        setList((held) =>
          applyChanges(held, batch.executions, {
            matches: (row) =>
              (states === null || states.includes(row.state)) &&
              (!exactNamespace || row.namespace === namespace),
            hasAll: !hasMore.current,
          }),
        );
        cursor.current = batch.cursor;
        return { cursor: batch.cursor, sealed: false };
      },
      onRefused: setRefused,
    });
  }, [live, key, variables, exactNamespace, namespace]);

  const { keep } = memory;
  useEffect(() => {
    if (live?.key !== key || cursor.current === null) return;
    keep({ list, live: { ...live, cursor: cursor.current }, hasMore: hasMore.current });
  }, [keep, list, live, key]);

  const settleNow = useCallback(() => setList(settle), []);
  const waiting = list.arrived.length + list.left.size;
  useEffect(() => {
    if (!holding && waiting > 0) settleNow();
  }, [holding, waiting, settleNow]);

  return {
    rows: list.rows,
    arrivedCount: list.arrived.length,
    left: list.left,
    settle: settleNow,
    total: live?.total ?? null,
    pending: pages.pending,
    loading: pages.loading,
    error: pages.error ?? (refused && `The list does not update itself: ${refused}`),
    retry: pages.retry,
    hasMore: pages.hasMore,
    loadMore: pages.loadMore,
    loadingMore: pages.loadingMore,
  };
}
