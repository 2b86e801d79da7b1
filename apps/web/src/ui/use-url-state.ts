'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';

export type UrlChanges = Record<string, string | readonly string[] | null>;

/**
 * The query part of the address as state: filters, tabs and selections survive a reload and can be
 * shared. `change` replaces the entry in the history; `go` adds one (for tabs).
 */
export function useUrlState() {
  const params = useSearchParams();
  const pathname = usePathname();

  const hrefWith = useCallback(
    (changes: UrlChanges) => {
      // The window's own address is newer than the rendered one when two changes come in one tick.
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(changes)) {
        next.delete(name);
        if (value === null || value === '') continue;
        for (const each of typeof value === 'string' ? [value] : value) next.append(name, each);
      }
      const query = next.toString();
      return query ? `${pathname}?${query}` : pathname;
    },
    [pathname],
  );

  return useMemo(
    () => ({
      params,
      change: (changes: UrlChanges) => window.history.replaceState(null, '', hrefWith(changes)),
      go: (changes: UrlChanges) => window.history.pushState(null, '', hrefWith(changes)),
    }),
    [params, hrefWith],
  );
}
