import type { Nudge } from '@headrace/bus';
import {
  type AttemptLines,
  batched,
  type Commit,
  type CommitOutcome,
  type FlowPointer,
  type IdempotencyKey,
  withRetry,
} from '@headrace/db';
import type { Decided } from '@headrace/engine';
import { failpoint } from './failpoint';
import type { Ports } from './ports';

export interface StoreOptions {
  /** The version that was decided upon; 0 for a new execution. */
  readonly version: number;
  readonly lines?: readonly AttemptLines[];
  readonly newestRevision?: FlowPointer;
  readonly idempotency?: IdempotencyKey;
  /** Gives up, with the last error, after this long without the database. */
  readonly limitMs: number;
}

/** Stores decisions and says so: commit, then dispatch, then publish. */
export interface Store {
  commit(decision: Decided, options: StoreOptions): Promise<CommitOutcome>;
  /** Tells that an execution was ended as a last resort. */
  announceFailed(executionId: string): void;
}

/** Two transactions at once keep two cores busy; more only wait for each other. */
const BATCH = { size: 64, lanes: 2 };

/** Hints of one decision; whoever is woken looks for more. */
const MOST_HINTS = 64;

export function createStore(
  { journal, queue, bus, log, newId }: Ports,
  { onSignals }: { readonly onSignals: () => void },
): Store {
  const commit = batched((commits: readonly Commit[]) => journal.commit(commits), BATCH);

  /** Nobody waits for it: the rows are READY, and an idle worker looks for them itself. */
  function dispatch(attemptIds: readonly string[]): void {
    if (attemptIds.length === 0) return;
    failpoint('hint.beforeDispatch');
    queue.dispatch(attemptIds.slice(0, MOST_HINTS)).then(
      () => failpoint('hint.afterDispatch'),
      (error: unknown) => log.warn({ error }, 'could not put attempts on the queue; workers will find them'),
    );
  }

  return {
    async commit(decision, { version, lines = [], newestRevision, idempotency, limitMs }) {
      const { executionId, events, changes } = decision;
      const about = { executionId, version, events, changes, lines, newestRevision, idempotency };
      const item: Commit = { id: newId(), ...about };
      const isNew = changes.newExecution !== null;
      failpoint(isNew ? 'start.beforeCommit' : 'commit.beforeStore');
      const outcome = await withRetry(() => commit(item), {
        limitMs,
        onRetry: (error) => log.warn({ error }, 'the database did not take a commit, trying again'),
      });
      if (outcome.kind === 'committed') {
        failpoint(isNew ? 'start.afterCommit' : 'commit.afterStore');
        bus.publish(nudges(decision, outcome));
        dispatch(decision.ready);
        if (changes.newSignals.length > 0) onSignals();
      }
      return outcome;
    },

    announceFailed(executionId) {
      // How far it is, nobody has told us; the end is what its followers wait for.
      bus.publish([
        { topic: 'execution', executionId, seq: Number.MAX_SAFE_INTEGER, ended: true },
        { topic: 'log', executionId, position: Number.MAX_SAFE_INTEGER },
        { topic: 'executions' },
      ]);
    },
  };
}

function nudges(
  { executionId, changes }: Decided,
  { seq, position }: Extract<CommitOutcome, { kind: 'committed' }>,
): Nudge[] {
  const isEnd = typeof changes.execution?.endedAt === 'string';
  const all: Nudge[] = [{ topic: 'execution', executionId, seq, ...(isEnd && { ended: true }) }];
  if (position !== null) all.push({ topic: 'log', executionId, position });
  // The end of an execution is also the end of its log, whose readers wait for it.
  else if (isEnd) all.push({ topic: 'log', executionId, position: 0 });
  if (changes.execution?.state !== undefined) all.push({ topic: 'executions' });
  return all;
}
