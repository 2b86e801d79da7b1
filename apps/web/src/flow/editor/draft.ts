/** Text that was typed and not saved, as a browser keeps it. */
export interface Draft {
  source: string;
  /** The revision that it was begun upon; null for a flow that is new. */
  revision: number | null;
  /** When it was last changed, in epoch milliseconds. */
  atMs: number;
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export const draftKeptMs = 30 * 24 * 3_600_000;

/** Under which name a flow's draft is kept; null names the flow that is being written anew. */
export function draftName(edited: { namespace: string; flowId: string } | null): string {
  return edited === null
    ? 'headrace-draft'
    : `headrace-draft ${encodeURIComponent(edited.namespace)} ${encodeURIComponent(edited.flowId)}`;
}

/** Keeps a draft. A browser that has no room, or may keep nothing, is no reason to stop typing. */
export function keepDraft(store: Store | null, name: string, draft: Draft): void {
  try {
    store?.setItem(name, `${draft.atMs} ${draft.revision ?? 'new'}\n${draft.source}`);
  } catch {
    // The text is still in the editor, and closing the tab asks.
  }
}

/** The draft of that name, unless it is too old or not one. */
export function readDraft(store: Store | null, name: string, nowMs: number): Draft | null {
  const kept = readItem(store, name);
  const found = kept === null ? null : /^(\d+) (\d+|new)\n([\s\S]*)$/.exec(kept);
  if (!found) return null;
  const atMs = Number(found[1]);
  if (nowMs - atMs > draftKeptMs) return null;
  return { atMs, revision: found[2] === 'new' ? null : Number(found[2]), source: found[3] ?? '' };
}

function readItem(store: Store | null, name: string): string | null {
  try {
    return store?.getItem(name) ?? null;
  } catch {
    return null;
  }
}

export function dropDraft(store: Store | null, name: string): void {
  try {
    store?.removeItem(name);
  } catch {
    // Then nothing is kept there either.
  }
}
