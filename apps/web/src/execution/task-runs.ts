import { isEnded, type State } from './state';
import type { AttemptBar, TaskRow, Timeline } from './timeline';

/** A task run as a query tells it. */
export interface StoredTaskRun {
  id: string;
  taskId: string;
  taskType: string | null;
  value: string | null;
  state: State;
  outputs: unknown;
  createdAt: string;
  endedAt: string | null;
  attempts: readonly StoredAttempt[];
}

interface StoredAttempt {
  number: number;
  state: string;
  error: string | null;
  startedAt: string | null;
  endedAt: string | null;
  logLines: number;
}

/** An attempt as the overview shows it; `logLines` is null until a query has told it. */
export interface ShownAttempt {
  number: number;
  outcome: string;
  error: string | null;
  startedAt: string | null;
  endedAt: string | null;
  logLines: number | null;
}

export interface ShownTaskRun extends Omit<StoredTaskRun, 'attempts'> {
  attempts: readonly ShownAttempt[];
}

/**
 * The task runs of an execution: states and times from the events, outputs from the last query.
 * Until the events are as new as the snapshot, the snapshot alone.
 */
export function shownTaskRuns(
  snapshot: { seq: number; taskRuns: readonly StoredTaskRun[] },
  timeline: Timeline,
): readonly ShownTaskRun[] {
  if (timeline.seq < snapshot.seq) return snapshot.taskRuns.map(fromSnapshot);
  const stored = new Map(snapshot.taskRuns.map((run) => [run.id, run]));
  return [...timeline.rows.values()].map((row) => fromRow(row, stored.get(row.taskRunId)));
}

/** What failed first, then what is under way, then the rest; each in the order in which they were created. */
export function runsByUrgency(runs: readonly ShownTaskRun[]): readonly ShownTaskRun[] {
  const ranks = [[], [], []] as [ShownTaskRun[], ShownTaskRun[], ShownTaskRun[]];
  for (const run of runs) ranks[run.state === 'FAILED' ? 0 : isEnded(run.state) ? 2 : 1].push(run);
  return ranks.flat();
}

/**
 * Which rows are open by themselves: the first of those that have a reason to tell, because they failed or are tried again. One that
 * failed because of its children has none: they tell it.
 */
export function openedByThemselves(runs: readonly ShownTaskRun[], most: number): ReadonlySet<string> {
  const telling = runs.filter(
    ({ state, attempts }) =>
      (state === 'FAILED' || !isEnded(state)) && attempts.some(({ error }) => error !== null && error !== ''),
  );
  return new Set(telling.slice(0, most).map(({ id }) => id));
}

/** How long a task run waited and ran in all its attempts, in milliseconds: the same as `rowTotals` says of its row. */
export function runTotals(
  run: Pick<ShownTaskRun, 'createdAt' | 'endedAt' | 'attempts'>,
  nowMs: number,
): { waitedMs: number; ranMs: number } {
  let waitedMs = 0;
  let ranMs = 0;
  let sinceMs: number | null = Date.parse(run.createdAt);
  for (const { startedAt, endedAt } of run.attempts) {
    if (startedAt === null) continue;
    const startedMs = Date.parse(startedAt);
    if (sinceMs !== null) waitedMs += Math.max(0, startedMs - sinceMs);
    ranMs += Math.max(0, (endedAt === null ? nowMs : Date.parse(endedAt)) - startedMs);
    sinceMs = endedAt === null ? null : Date.parse(endedAt);
  }
  if (run.endedAt === null && sinceMs !== null) waitedMs += Math.max(0, nowMs - sinceMs);
  return { waitedMs, ranMs };
}

function fromSnapshot(run: StoredTaskRun): ShownTaskRun {
  const attempts = run.attempts.map(({ state, ...attempt }) => ({ ...attempt, outcome: words(state) }));
  return { ...run, attempts };
}

function fromRow(row: TaskRow, stored: StoredTaskRun | undefined): ShownTaskRun {
  return {
    id: row.taskRunId,
    taskId: row.taskId,
    taskType: stored?.taskType ?? null,
    value: row.value,
    state: row.state,
    outputs: stored?.outputs ?? null,
    createdAt: new Date(row.createdMs).toISOString(),
    endedAt: row.endedMs === null ? null : new Date(row.endedMs).toISOString(),
    attempts: row.attempts.map((attempt) =>
      shownAttempt(
        attempt,
        stored?.attempts.find((each) => each.number === attempt.number),
      ),
    ),
  };
}

function shownAttempt(attempt: AttemptBar, stored: StoredAttempt | undefined): ShownAttempt {
  return {
    number: attempt.number,
    outcome: words(attempt.outcome),
    error: attempt.message ?? stored?.error ?? null,
    startedAt: new Date(attempt.startedMs).toISOString(),
    endedAt: attempt.endedMs === null ? null : new Date(attempt.endedMs).toISOString(),
    logLines: attempt.endedMs === null ? null : (stored?.logLines ?? null),
  };
}

/** `TIMED_OUT` and `timedOut` as "timed out". */
function words(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
}
