'use client';

import { type FocusEvent, useCallback, useEffect, useRef, useState } from 'react';

/**
 * Which fields were left, so that it may be said what is wrong with them. While a button is pressed nothing is said: an error that
 * appears would move the button away from under the pointer.
 */
export function useLeftFields() {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const pressed = useRef(false);
  const waiting = useRef<string[]>([]);

  useEffect(() => {
    const down = () => {
      pressed.current = true;
    };
    const up = () => {
      // The click follows the release.
      setTimeout(() => {
        pressed.current = false;
        const names = waiting.current.splice(0);
        if (names.length > 0) setLeft((held) => new Set([...held, ...names]));
      });
    };
    window.addEventListener('pointerdown', down, true);
    window.addEventListener('pointerup', up, true);
    window.addEventListener('pointercancel', up, true);
    return () => {
      window.removeEventListener('pointerdown', down, true);
      window.removeEventListener('pointerup', up, true);
      window.removeEventListener('pointercancel', up, true);
    };
  }, []);

  const onBlur = useCallback((name: string, event: FocusEvent<HTMLElement>) => {
    if (event.currentTarget.contains(event.relatedTarget)) return;
    if (pressed.current) waiting.current.push(name);
    else setLeft((held) => (held.has(name) ? held : new Set([...held, name])));
  }, []);
  const leaveAll = useCallback((names: readonly string[]) => setLeft(new Set(names)), []);
  return { left, onBlur, leaveAll };
}
