import type { StoredEvent } from './history';

/** Where a task run stands after some of its events. */
type Phase =
  /** Its next attempt has this number. */
  | { readonly at: 'waiting'; readonly next: number }
  | { readonly at: 'running'; readonly attempt: number }
  /** An attempt ended for good; it may be tried again only after a failure. */
  | { readonly at: 'settled'; readonly attempt: number; readonly hasFailed: boolean }
  /** Of a flowable: its children have their turn. */
  | { readonly at: 'flowing' }
  | { readonly at: 'retrying'; readonly next: number }
  | { readonly at: 'ended' };

/** What the events of one task run tell. */
export interface TaskRunStory {
  /** The first thing that cannot be, if there is one. */
  readonly nonsense: string | null;
  readonly hasEnded: boolean;
  /** The state that the last event left. */
  readonly state: string | null;
  /** How each attempt stands, by its number. */
  readonly attempts: ReadonlyMap<number, string>;
  readonly lost: number;
  readonly released: number;
}

const ENDS: Readonly<Record<string, string>> = {
  attemptSucceeded: 'SUCCEEDED',
  attemptFailed: 'FAILED',
  attemptTimedOut: 'TIMED_OUT',
  attemptLost: 'LOST',
};

/** Reads the events of one task run, in their order, against the one way in which they can follow each other. */
export function storyOf(events: readonly StoredEvent[]): TaskRunStory {
  const attempts = new Map<number, string>();
  let phase: Phase | undefined;
  let lost = 0;
  let released = 0;
  let nonsense: string | null = null;
  for (const event of events) {
    const next = phaseAfter(phase, event);
    if (!next) {
      nonsense = `${event.kind} ${event.attempt ?? ''} (seq ${event.seq}) after ${phase ? JSON.stringify(phase) : 'nothing'}`;
      break;
    }
    phase = next;
    const { kind, attempt } = event;
    if (attempt !== null && kind === 'attemptStarted') attempts.set(attempt, 'RUNNING');
    if (attempt !== null && ENDS[kind] !== undefined) attempts.set(attempt, ENDS[kind]);
    if (kind === 'attemptLost') lost += 1;
    if (kind === 'attemptReleased') {
      released += 1;
      if (attempt !== null) attempts.delete(attempt);
    }
  }
  // One that is READY has had no event yet.
  if (phase?.at === 'waiting' && events[0]?.kind === 'taskRunCreated') attempts.set(phase.next, 'READY');
  const states = events.flatMap(({ taskRunState }) => taskRunState ?? []);
  return {
    nonsense,
    hasEnded: phase?.at === 'ended',
    state: states.at(-1) ?? null,
    attempts,
    lost,
    released,
  };
}

function phaseAfter(
  phase: Phase | undefined,
  { kind, attempt, taskRunState }: StoredEvent,
): Phase | undefined {
  if (!phase) return kind === 'taskRunCreated' ? { at: 'waiting', next: 1 } : undefined;
  switch (phase.at) {
    case 'waiting':
      if (kind === 'taskRunStarted' && phase.next === 1) return { at: 'flowing' };
      if (kind === 'attemptStarted' && attempt === phase.next) return { at: 'running', attempt };
      return undefined;
    case 'running':
      if (attempt !== phase.attempt) return undefined;
      if (kind === 'attemptSucceeded') return { at: 'settled', attempt, hasFailed: false };
      if (kind === 'attemptFailed' || kind === 'attemptTimedOut')
        return { at: 'settled', attempt, hasFailed: true };
      if (kind === 'attemptReleased') return { at: 'waiting', next: attempt };
      if (kind !== 'attemptLost') return undefined;
      if (taskRunState === 'FAILED') return { at: 'settled', attempt, hasFailed: false };
      return { at: 'waiting', next: attempt + 1 };
    case 'settled':
      if (kind === 'taskRunEnded') return { at: 'ended' };
      if (kind === 'retryScheduled' && phase.hasFailed && attempt === phase.attempt + 1)
        return { at: 'retrying', next: attempt };
      return undefined;
    case 'retrying':
      return kind === 'retryStarted' && attempt === phase.next
        ? { at: 'waiting', next: phase.next }
        : undefined;
    case 'flowing':
      return kind === 'taskRunEnded' ? { at: 'ended' } : undefined;
    case 'ended':
      return undefined;
  }
}
