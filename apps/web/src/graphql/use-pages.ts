'use client';

import type { TypedDocumentNode } from '@urql/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { requestErrorText } from '../ui/notices';
import { graphqlClient } from './client';

interface PageInfo {
  hasNextPage: boolean;
  endCursor: string | null;
}

export interface Page<Node> {
  nodes: readonly Node[];
  pageInfo: PageInfo;
}

interface Options<Data, Variables, Node> {
  document: TypedDocumentNode<Data, Variables & { after?: string | null }>;
  variables: Variables;
  /** Takes the page out of an answer; null when the parent does not exist. */
  select(data: Data): Page<Node> | null;
  /** Told of each page as it comes, with the whole answer; `first` when the list begins anew. */
  onPage?(page: Page<Node>, data: Data, first: boolean): void;
}

interface Pages<Node> {
  nodes: readonly Node[];
  pageInfo: PageInfo;
  /** The variables that these nodes answer: until they are those asked for, the list is loading. */
  key: string;
}

/**
 * A keyset-paged list. Starts anew when the variables change; while it does, the old nodes stay (and
 * `loading` is true), so that nothing jumps.
 */
export function usePages<Data, Variables extends object, Node>(options: Options<Data, Variables, Node>) {
  const key = JSON.stringify(options.variables);
  const [pages, setPages] = useState<Pages<Node> | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [loadingMore, setLoadingMore] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const latest = useRef({ options, key });
  latest.current = { options, key };

  const load = useCallback(async (after: string | null, asked: string) => {
    const { document, variables } = latest.current.options;
    const result = await graphqlClient()
      .query(document, { ...variables, after }, { requestPolicy: 'network-only' })
      .toPromise();
    if (latest.current.key !== asked) return;
    if (result.error || !result.data) {
      setError(result.error ? requestErrorText(result.error) : 'The server gave no data');
      return;
    }
    const page = latest.current.options.select(result.data) ?? { nodes: [], pageInfo: noMore };
    setError(null);
    setPages((held) => ({
      nodes: after !== null && held ? [...held.nodes, ...page.nodes] : page.nodes,
      pageInfo: page.pageInfo,
      key: asked,
    }));
    latest.current.options.onPage?.(page, result.data, after === null);
  }, []);

  useEffect(() => {
    void attempt;
    void load(null, key);
  }, [load, key, attempt]);

  const loadMore = useCallback(async () => {
    const after = pages?.pageInfo.endCursor;
    if (!after || loadingMore) return;
    setLoadingMore(true);
    await load(after, latest.current.key);
    setLoadingMore(false);
  }, [load, loadingMore, pages]);

  return {
    nodes: pages?.nodes ?? [],
    /** Nothing has come yet. */
    pending: pages === null && error === null,
    /** The shown nodes answer older variables. */
    loading: pages?.key !== key && error === null,
    error,
    hasMore: pages?.pageInfo.hasNextPage ?? false,
    loadMore,
    loadingMore,
    retry: () => setAttempt((count) => count + 1),
  };
}

const noMore: PageInfo = { hasNextPage: false, endCursor: null };
