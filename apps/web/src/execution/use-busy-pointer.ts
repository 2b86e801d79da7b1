'use client';

import { useEffect, useRef, useState } from 'react';

const restMs = 1_500;

/**
 * Whether the reader is at work on an element: the pointer moved over it a moment ago, something in it
 * has the keyboard's focus, or the page is scrolled away from its top. Rows must not move then.
 */
export function useBusyPointer<Target extends HTMLElement>() {
  const ref = useRef<Target>(null);
  const [moving, setMoving] = useState(false);
  const [focused, setFocused] = useState(false);
  const [scrolled, setScrolled] = useState(false);

  useEffect(() => {
    const element = ref.current;
    if (!element) return;
    let rest: ReturnType<typeof setTimeout> | undefined;
    const listening = new AbortController();
    const options = { signal: listening.signal, passive: true };
    element.addEventListener(
      'pointermove',
      () => {
        setMoving(true);
        clearTimeout(rest);
        rest = setTimeout(() => setMoving(false), restMs);
      },
      options,
    );
    element.addEventListener('pointerleave', () => setMoving(false), options);
    element.addEventListener(
      'focusin',
      (event) => setFocused((event.target as HTMLElement).matches(':focus-visible')),
      options,
    );
    element.addEventListener('focusout', () => setFocused(false), options);
    window.addEventListener('scroll', () => setScrolled(window.scrollY > 120), options);
    return () => {
      clearTimeout(rest);
      listening.abort();
    };
  }, []);

  return { ref, busy: moving || focused || scrolled };
}
