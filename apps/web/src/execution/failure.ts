import type { State } from './state';
import type { ShownAttempt, ShownTaskRun } from './task-runs';

/** Why an execution failed, as far as it can be told. */
export interface Failure {
  /** The task run that failed first; null when the execution failed by itself, after its tasks. */
  run: ShownTaskRun | null;
  /** Its last attempt. */
  attempt: ShownAttempt | null;
  message: string | null;
  /** How many more failed, not counting those that failed because of their children. */
  others: number;
}

/**
 * Why an execution failed; null when it did not. The cause is the failed task run without failed children that ended first: its
 * parents failed because of it, and what came later (`errors`, `finally`) came after it.
 */
export function failureOf(
  execution: { state: State; error: string | null },
  runs: readonly ShownTaskRun[],
  parentOf: (id: string) => string | null,
): Failure | null {
  if (execution.state !== 'FAILED') return null;
  const failed = runs.filter(({ state }) => state === 'FAILED');
  const parents = new Set(failed.map(({ id }) => parentOf(id)));
  const causes = failed.filter(({ id }) => !parents.has(id));
  const [run] = [...causes].sort((one, other) => endOf(one) - endOf(other));
  if (!run) return { run: null, attempt: null, message: execution.error, others: 0 };
  const attempt = run.attempts.at(-1) ?? null;
  return { run, attempt, message: attempt?.error ?? execution.error, others: causes.length - 1 };
}

function endOf({ endedAt }: ShownTaskRun): number {
  return endedAt === null ? Number.POSITIVE_INFINITY : Date.parse(endedAt);
}
