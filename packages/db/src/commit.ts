import type { AttemptState, Changes, EngineEvent } from '@headrace/engine';
import type pg from 'pg';
import { z } from 'zod';
import { type LogLine, storedLine, storedMessage } from './log';

/** Under which condition an attempt may be changed. */
export type Fence =
  /** By the worker that holds it. */
  | { readonly kind: 'held'; readonly attemptId: string; readonly lease: string }
  /** By whoever finds that its lease has run out (the database's clock decides). */
  | { readonly kind: 'expired'; readonly attemptId: string; readonly lease: string }
  /** By the timer of its retry. */
  | { readonly kind: 'waiting'; readonly attemptId: string };

/** One decision to be stored. */
export interface Commit {
  readonly executionId: string;
  readonly at: Date;
  readonly events: readonly EngineEvent[];
  readonly changes: Changes;
  /** Absent for a new execution. */
  readonly guard?: { readonly fence: Fence; readonly version: number };
  /** Last log lines of the attempt, stored in the same commit. */
  readonly lines?: readonly LogLine[];
}

export type CommitOutcome =
  | { readonly kind: 'committed'; readonly seq: number; readonly position: number | null }
  /** The execution was decided upon in the meantime: load it again and decide again. */
  | { readonly kind: 'stale' }
  /** The fence does not hold: somebody else settled the attempt. A normal answer, nothing was written. */
  | { readonly kind: 'alreadySettled' };

const answer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('committed'), seq: z.int(), position: z.int().nullable() }),
  z.object({ outcome: z.literal('stale') }),
  z.object({ outcome: z.literal('alreadySettled') }),
]);

/**
 * Writes decisions, each whole or not at all, all in one transaction. The answers are in the order of the commits.
 * Sorted by execution, so that two batches cannot lock each other.
 */
export async function commitDecisions(
  pool: pg.Pool,
  commits: readonly Commit[],
): Promise<readonly CommitOutcome[]> {
  const order = commits
    .map((commit, index) => ({ commit, index }))
    .sort((a, b) => (a.commit.executionId < b.commit.executionId ? -1 : 1));
  const { rows } = await pool.query<{ answer: unknown }>({
    name: 'headrace_commit',
    text: 'SELECT headrace_commit(c.item) AS answer FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS c(item, n) ORDER BY c.n',
    values: [JSON.stringify(order.map(({ commit }) => asJson(commit)))],
  });
  const outcomes = new Array<CommitOutcome>(commits.length);
  order.forEach(({ index }, row) => {
    outcomes[index] = asOutcome(rows[row]?.answer);
  });
  return outcomes;
}

function asOutcome(row: unknown): CommitOutcome {
  const parsed = answer.parse(row);
  switch (parsed.outcome) {
    case 'committed':
      return { kind: 'committed', seq: parsed.seq, position: parsed.position };
    case 'stale':
      return { kind: 'stale' };
    case 'alreadySettled':
      return { kind: 'alreadySettled' };
  }
}

/** The shape that `headrace_commit` reads. */
function asJson({ executionId, at, events, changes, guard, lines }: Commit): object {
  const { execution, attempt } = changes;
  return {
    ...changes,
    ...(execution?.error !== undefined && {
      execution: { ...execution, error: storedMessage(execution.error) },
    }),
    ...(attempt &&
      'error' in attempt &&
      attempt.error !== null && {
        attempt: { ...attempt, error: storedMessage(attempt.error) },
      }),
    executionId,
    at,
    events: events.map(asRow),
    ...(guard && { version: guard.version, fence: asCondition(guard.fence) }),
    ...(lines && lines.length > 0 && { lines: lines.map(storedLine) }),
    executionLines: changes.executionLines.map((line) => storedLine({ at, ...line })),
  };
}

function asCondition(fence: Fence): {
  attemptId: string;
  state: AttemptState;
  lease: string | null;
  isExpired: boolean;
} {
  switch (fence.kind) {
    case 'held':
      return { attemptId: fence.attemptId, state: 'RUNNING', lease: fence.lease, isExpired: false };
    case 'expired':
      return { attemptId: fence.attemptId, state: 'RUNNING', lease: fence.lease, isExpired: true };
    case 'waiting':
      return { attemptId: fence.attemptId, state: 'WAITING', lease: null, isExpired: false };
  }
}

/** Splits an event into the columns that are searched and the detail that is only shown. */
function asRow(event: EngineEvent): object {
  const { kind, executionState, taskRunId, taskId, taskRunState, attempt, ...rest } = {
    executionState: undefined,
    taskRunId: undefined,
    taskId: undefined,
    taskRunState: undefined,
    attempt: undefined,
    ...event,
  };
  const told =
    'message' in rest && rest.message !== undefined ? { message: storedMessage(rest.message) } : {};
  const detail = Object.fromEntries(
    Object.entries({ ...rest, ...told }).filter(([, value]) => value !== null && value !== undefined),
  );
  return {
    kind,
    executionState,
    taskRunId,
    taskId,
    taskRunState,
    attempt,
    detail: Object.keys(detail).length > 0 ? detail : undefined,
  };
}
