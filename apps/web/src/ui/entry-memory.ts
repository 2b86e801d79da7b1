'use client';

import { useCallback, useLayoutEffect, useRef, useState } from 'react';

/** What screens left behind, by the entry of the history they were shown in. As long as the tab lives. */
const memories = new Map<string, unknown>();
const mostMemories = 40;
const longestMs = 30 * 60_000;

interface Kept<Value> {
  value: Value;
  atMs: number;
}

/** Forgets everything, because it may show what is gone. */
export function forgetEntries(): void {
  memories.clear();
}

interface Navigation {
  currentEntry?: { key: string } | null;
}

/** A name for the current entry of the history; null where the browser has none. */
function entryKey(): string | null {
  const { navigation } = window as unknown as { navigation?: Navigation };
  return navigation?.currentEntry?.key ?? null;
}

// The entry that Back or Forward led to, until what is shown there has been recalled. The router renders the screen of a click
// before it adds the entry: the current entry alone does not tell the two apart.
let arrivedAt: string | null = null;
if (typeof window !== 'undefined') {
  window.addEventListener(
    'popstate',
    () => {
      arrivedAt = entryKey();
    },
    true,
  );
}

/**
 * What a screen kept when it was last shown in this entry of the history, so that Back finds it as it was left. `name` tells the
 * parts of a screen apart. A new visit remembers nothing.
 */
export function useEntryMemory<Value>(name: string): { recalled: Value | null; keep(value: Value): void } {
  const [recalled] = useState(() => recall<Value>(name));
  const key = useRef<string | null>(null);
  useLayoutEffect(() => {
    key.current = entryKey();
    // After all parts of the screen have asked.
    const timer = setTimeout(() => {
      arrivedAt = null;
    });
    return () => clearTimeout(timer);
  }, []);
  const keep = useCallback(
    (value: Value) => {
      if (key.current === null) return;
      const full = `${key.current} ${name}`;
      memories.delete(full);
      memories.set(full, { value, atMs: performance.now() } satisfies Kept<Value>);
      for (const oldest of memories.keys()) {
        if (memories.size <= mostMemories) break;
        memories.delete(oldest);
      }
    },
    [name],
  );
  return { recalled, keep };
}

function recall<Value>(name: string): Value | null {
  if (arrivedAt === null || arrivedAt !== entryKey()) return null;
  const kept = memories.get(`${arrivedAt} ${name}`) as Kept<Value> | undefined;
  return kept && performance.now() - kept.atMs < longestMs ? kept.value : null;
}

/** Brings the window back to where it was in this entry of the history, as soon as there is something to scroll (`isReady`). */
export function useScrollMemory(isReady: boolean): void {
  const { recalled, keep } = useEntryMemory<number>('scroll');
  const isDone = useRef(recalled === null);
  useLayoutEffect(() => {
    if (isDone.current || !isReady || recalled === null) return;
    isDone.current = true;
    window.scrollTo(0, recalled);
  }, [isReady, recalled]);
  // In a layout effect: the next screen scrolls to its top, and that must not be taken for the reader's doing.
  useLayoutEffect(() => {
    const onScroll = () => keep(window.scrollY);
    window.addEventListener('scroll', onScroll, { passive: true });
    return () => window.removeEventListener('scroll', onScroll);
  }, [keep]);
}
