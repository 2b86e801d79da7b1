import {
  batched,
  type Commit,
  commitDecisions,
  type CommitOutcome,
  type Fence,
  type LogLine,
  withRetry,
} from '@headrace/db';
import type { Nudge } from '@headrace/bus';
import type { Command, Decision } from '@headrace/engine';
import type { Ports } from './ports';

type Decided = Extract<Decision, { kind: 'decided' }>;

/** What a decision was made upon, and the lines that go into the same commit. */
export interface StoreOptions {
  readonly guard?: { readonly fence: Fence; readonly version: number };
  readonly lines?: readonly LogLine[];
  /** Gives up, with the last error, after this long without the database. */
  readonly limitMs: number;
}

/** Stores decisions and carries out their commands: commit, then dispatch, then publish. */
export type Store = (decision: Decided, at: Date, options: StoreOptions) => Promise<CommitOutcome>;

/** Two transactions at once keep two cores busy; more only wait for each other. */
const BATCH = { size: 64, lanes: 2 };

export function createStore({ database, queue, bus, log, clock }: Ports): Store {
  const commit = batched((commits: readonly Commit[]) => commitDecisions(database.pool, commits), BATCH);

  async function dispatch(commands: readonly Command[]): Promise<void> {
    if (commands.length === 0) return;
    const nowMs = clock.now().getTime();
    try {
      await queue.dispatch(
        commands.map(({ attemptId, notBefore }) => ({
          attemptId,
          delayMs: notBefore === null ? 0 : delayOf(Date.parse(notBefore) - nowMs),
        })),
      );
    } catch (error) {
      // The rows are stored and READY: the redispatch loop finds them.
      log.warn({ error }, 'could not put attempts on the queue; they will be sent again');
    }
  }

  return async (decision, at, { guard, lines, limitMs }) => {
    const { executionId, events, changes, commands } = decision;
    const item: Commit = { executionId, at, events, changes, guard, lines };
    const outcome = await withRetry(() => commit(item).catch(asRepeated(item)), {
      limitMs,
      onRetry: (error) => log.warn({ error }, 'the database did not take a commit, trying again'),
    });
    if (outcome.kind === 'committed') {
      bus.publish(nudges(decision, outcome));
      await dispatch(commands);
    }
    return outcome;
  };
}

/** A timer that fires a little early would find that its attempt is not due, and leave it to the loop of a second later. */
const TIMER_MARGIN_MS = 3;

function delayOf(waitMs: number): number {
  return waitMs > 0 ? waitMs + TIMER_MARGIN_MS : 0;
}

/**
 * A new execution whose id exists already was stored by an earlier try whose answer got lost: ids are never given out twice.
 */
function asRepeated({ changes, events }: Commit): (error: unknown) => CommitOutcome {
  return (error) => {
    const isOwn = error instanceof Error && 'constraint' in error && error.constraint === 'executions_pkey';
    if (!changes.newExecution || !isOwn) throw error;
    return { kind: 'committed', seq: events.length, position: null };
  };
}

function nudges(
  { executionId, changes }: Decided,
  { seq, position }: Extract<CommitOutcome, { kind: 'committed' }>,
): Nudge[] {
  const all: Nudge[] = [{ topic: 'execution', executionId, seq }];
  if (position !== null) all.push({ topic: 'log', executionId, position });
  // The end of an execution is also the end of its log, whose readers wait for it.
  else if (changes.execution?.endedAt) all.push({ topic: 'log', executionId, position: 0 });
  if (changes.execution) all.push({ topic: 'executions' });
  return all;
}
