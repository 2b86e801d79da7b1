'use client';

import { useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef, useState } from 'react';

/** What wants to be asked before somebody goes elsewhere; at most one screen does. */
let ask: ((go: () => void) => void) | null = null;

/** Goes elsewhere, unless the screen has something to lose: then that asks first. For what is no link. */
export function leaveTo(go: () => void): void {
  if (ask) ask(go);
  else go();
}

/** Where a plain click on a link would lead inside of the product; null for any other click. */
function linkTarget(event: MouseEvent): string | null {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link || link.target === '_blank' || link.hasAttribute('download')) return null;
  const url = new URL(link.href, window.location.href);
  if (url.origin !== window.location.origin || url.pathname === window.location.pathname) return null;
  return url.pathname + url.search + url.hash;
}

/**
 * Asks before the screen is left while `isDirty`: by a link, by `leaveTo`, by Back, and (in the browser's own words) by closing the
 * tab. `going` is what waits for the answer.
 */
export function useLeaveGuard(isDirty: boolean) {
  const router = useRouter();
  const [going, setGoing] = useState<{ go(): void; stay(): void } | null>(null);
  const hasEntry = useRef(false);
  const dirty = useRef(isDirty);
  dirty.current = isDirty;

  useEffect(() => {
    if (!isDirty) return;
    const wait = (go: () => void) => setGoing({ go, stay: () => {} });
    const onClick = (event: MouseEvent) => {
      const href = linkTarget(event);
      if (href === null) return;
      event.preventDefault();
      event.stopPropagation();
      // In place of the entry that was added for Back.
      wait(() => (href.startsWith('/graphql') ? window.location.assign(href) : router.replace(href)));
    };
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    ask = wait;
    document.addEventListener('click', onClick, true);
    window.addEventListener('beforeunload', onUnload);
    // Back cannot be refused; but one that leads to the same page can be taken back.
    if (!hasEntry.current) {
      hasEntry.current = true;
      window.history.pushState({ ...window.history.state, isGuard: true }, '', window.location.href);
    }
    return () => {
      ask = null;
      document.removeEventListener('click', onClick, true);
      window.removeEventListener('beforeunload', onUnload);
    };
  }, [isDirty, router]);

  useEffect(() => {
    const { pathname } = window.location;
    const onPop = () => {
      const isBack = hasEntry.current && window.location.pathname === pathname && !isGuardEntry();
      if (!isBack) return;
      if (dirty.current) setGoing({ go: () => window.history.back(), stay: () => window.history.forward() });
      else window.history.back();
    };
    window.addEventListener('popstate', onPop);
    return () => window.removeEventListener('popstate', onPop);
  }, []);

  const stay = useCallback(() => {
    going?.stay();
    setGoing(null);
  }, [going]);
  const leave = useCallback(() => {
    dirty.current = false;
    ask = null;
    setGoing(null);
    going?.go();
  }, [going]);
  /** Goes to a path of the product without a question: there is nothing to lose any more. */
  const goOn = useCallback(
    (path: string) => {
      dirty.current = false;
      ask = null;
      // In place of the entry that was added for Back, if it was.
      if (hasEntry.current && isGuardEntry()) router.replace(path);
      else router.push(path);
    },
    [router],
  );
  return { isAsked: going !== null, stay, leave, goOn };
}

function isGuardEntry(): boolean {
  const state: unknown = window.history.state;
  return typeof state === 'object' && state !== null && 'isGuard' in state;
}
