'use client';

import { useEffect, useRef, useState } from 'react';
import { type Draft, draftName, dropDraft, keepDraft, readDraft } from './draft';

const pauseMs = 400;

function browserStore(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

interface Options {
  edited: { namespace: string; flowId: string } | null;
  source: string;
  /** The stored text, and its revision. */
  stored: string;
  revision: number | null;
}

/**
 * Keeps the text that is not saved in this browser, and offers what an earlier visit left there. `forget` drops both; what is
 * typed afterwards is kept again.
 */
export function useDraft({ edited, source, stored, revision }: Options) {
  const name = draftName(edited);
  const [offered, setOffered] = useState<Draft | null>(null);
  const wasKept = useRef(false);

  useEffect(() => {
    const draft = readDraft(browserStore(), name, Date.now());
    if (draft && draft.source !== stored) setOffered(draft);
    else dropDraft(browserStore(), name);
    // What is offered is what was there when the editor was opened; a later `stored` is no reason to look again.
  }, [name]);

  useEffect(() => {
    if (source === stored) {
      // Changed back: there is nothing to keep. A draft that is only offered stays.
      if (wasKept.current) dropDraft(browserStore(), name);
      return;
    }
    const keep = () => {
      wasKept.current = true;
      keepDraft(browserStore(), name, { source, revision, atMs: Date.now() });
    };
    const timer = setTimeout(keep, pauseMs);
    window.addEventListener('pagehide', keep);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pagehide', keep);
    };
  }, [name, source, stored, revision]);

  return {
    offered,
    /** The offer was taken or refused. */
    settle: () => setOffered(null),
    forget: () => {
      setOffered(null);
      dropDraft(browserStore(), name);
    },
    keepNow: () => keepDraft(browserStore(), name, { source, revision, atMs: Date.now() }),
  };
}
