import type { Snapshot } from './rows';

/** The part of a snapshot that later decisions about these attempts need. */
export function around({ execution, taskRuns, attempts }: Snapshot, attemptIds: readonly string[]): Snapshot {
  const wanted = new Set(attemptIds);
  const kept = attempts.filter(({ id }) => wanted.has(id));
  const own = new Set(kept.map(({ taskRunId }) => taskRunId));
  const needed = new Set(taskRuns.filter(({ id }) => own.has(id)).flatMap(({ id, path }) => [id, ...path]));
  return { execution, taskRuns: taskRuns.filter(({ id }) => needed.has(id)), attempts: kept };
}
