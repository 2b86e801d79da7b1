'use client';

import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

const nearEndPixels = 48;

/**
 * Keeps a scrolling element at its end while it grows. Scrolling up lets go; coming back to the end, or
 * `resume`, takes hold again. Only what still grows should `startAtEnd`. `version` changes whenever the content did.
 */
export function useFollowTail(
  element: RefObject<HTMLElement | null>,
  version: unknown,
  startAtEnd: boolean,
  toEnd: () => void,
) {
  const [following, setFollowing] = useState(startAtEnd);
  const last = useRef({ top: 0, height: 0 });

  useEffect(() => {
    const node = element.current;
    if (!node) return;
    const onScroll = () => {
      const { scrollTop, scrollHeight, clientHeight } = node;
      const distance = scrollHeight - scrollTop - clientHeight;
      // Content that shrinks (a filter) also moves the top up; that is not the reader's doing.
      const movedUp = scrollTop < last.current.top - 1 && scrollHeight >= last.current.height;
      if (distance <= nearEndPixels && !movedUp) setFollowing(true);
      else if (movedUp && distance > 2) setFollowing(false);
      last.current = { top: scrollTop, height: scrollHeight };
    };
    node.addEventListener('scroll', onScroll, { passive: true });
    return () => node.removeEventListener('scroll', onScroll);
  }, [element]);

  const toEndNow = useRef(toEnd);
  toEndNow.current = toEnd;
  useEffect(() => {
    void version;
    if (following) toEndNow.current();
  }, [following, version]);

  const resume = useCallback(() => {
    setFollowing(true);
    toEndNow.current();
  }, []);
  return { following, resume };
}
