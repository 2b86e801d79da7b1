'use client';

import type { TypedDocumentNode } from '@urql/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useEntryMemory } from '../ui/entry-memory';
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
  /** Under which the pages are kept for a reader who comes back with Back. */
  name: string;
  /** Whether what was kept is brought up to date by somebody else; otherwise as much of the list is read anew. */
  isFollowed?: boolean;
  document: TypedDocumentNode<Data, Variables & { after?: string | null }>;
  variables: Variables;
  /** Takes the page out of an answer; null when the parent does not exist. */
  select(data: Data): Page<Node> | null;
  /** Told of what comes, with the (first) whole answer; `first` when the list begins anew. */
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
  const memory = useEntryMemory<Pages<Node>>(options.name);
  const [pages, setPages] = useState<Pages<Node> | null>(
    memory.recalled?.key === key ? memory.recalled : null,
  );
  // What was recalled is shown until as much of the list is read anew.
  const recalledCount = useRef(pages?.nodes.length ?? 0);
  const recalledKey = useRef(pages && options.isFollowed ? key : null);
  const [error, setError] = useState<{ message: string; isPassing: boolean } | null>(null);
  const [loadingMore, setLoadingMore] = useState(false);
  const [attempt, setAttempt] = useState(0);
  const heldCount = pages?.key === key ? pages.nodes.length : 0;
  const latest = useRef({ options, key, heldCount });
  latest.current = { options, key, heldCount };

  const load = useCallback(async (after: string | null, asked: string) => {
    const { document, variables } = latest.current.options;
    const fetched: Node[] = [];
    let first: Data | null = null;
    let from = after;
    for (;;) {
      const result = await graphqlClient()
        .query(document, { ...variables, after: from }, { requestPolicy: 'network-only' })
        .toPromise();
      if (latest.current.key !== asked) return;
      if (result.error || !result.data) {
        setError({
          message: result.error ? requestErrorText(result.error) : 'The server gave no data',
          isPassing: result.error?.networkError !== undefined,
        });
        return;
      }
      const page = latest.current.options.select(result.data) ?? { nodes: [], pageInfo: noMore };
      fetched.push(...page.nodes);
      first ??= result.data;
      from = page.pageInfo.endCursor;
      if (page.pageInfo.hasNextPage && from !== null && fetched.length < recalledCount.current) continue;
      recalledCount.current = 0;
      latest.current.options.onPage?.({ ...page, nodes: fetched }, first, after === null);
      setError(null);
      setPages((held) => ({
        nodes: after !== null && held ? [...held.nodes, ...fetched] : fetched,
        pageInfo: page.pageInfo,
        key: asked,
      }));
      return;
    }
  }, []);

  useEffect(() => {
    if (recalledKey.current === key && attempt === 0) return;
    recalledKey.current = null;
    // Asking anew must not take away what was loaded so far.
    if (attempt > 0) recalledCount.current = latest.current.heldCount;
    void load(null, key);
  }, [load, key, attempt]);

  // A server that does not answer is asked again by itself.
  useEffect(() => {
    if (!error?.isPassing) return;
    const timer = setTimeout(() => setAttempt((count) => count + 1), askAgainMs);
    return () => clearTimeout(timer);
  }, [error]);
  const { keep } = memory;
  useEffect(() => {
    if (pages) keep(pages);
  }, [pages, keep]);

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
    error: error?.message ?? null,
    hasMore: pages?.pageInfo.hasNextPage ?? false,
    loadMore,
    loadingMore,
    retry: () => setAttempt((count) => count + 1),
  };
}

const askAgainMs = 2_000;
const noMore: PageInfo = { hasNextPage: false, endCursor: null };
