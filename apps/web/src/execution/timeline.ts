import type { State } from './state';

/** One numbered event of an execution, as `executionEvents` sends it. */
export interface TimelineEvent {
  seq: number;
  at: string;
  kind:
    | 'EXECUTION_CREATED'
    | 'EXECUTION_STARTED'
    | 'TASK_RUN_CREATED'
    | 'TASK_RUN_STARTED'
    | 'ATTEMPT_STARTED'
    | 'ATTEMPT_SUCCEEDED'
    | 'ATTEMPT_FAILED'
    | 'ATTEMPT_TIMED_OUT'
    | 'ATTEMPT_KILLED'
    | 'ATTEMPT_LOST'
    | 'ATTEMPT_RELEASED'
    | 'RETRY_SCHEDULED'
    | 'RETRY_STARTED'
    | 'TASK_RUN_ENDED'
    | 'EXECUTION_ENDED';
  executionState: State | null;
  taskRunId: string | null;
  taskId: string | null;
  parentTaskRunId: string | null;
  value: string | null;
  taskRunState: State | null;
  attempt: number | null;
  message: string | null;
  dueAt: string | null;
}

/** `released`: its worker gave it back, and it starts again under the same number. */
export type AttemptOutcome = 'running' | 'succeeded' | 'failed' | 'timedOut' | 'killed' | 'lost' | 'released';

/** One try: `waitingSinceMs` to `startedMs` it waited, from then to `endedMs` it ran. */
export interface AttemptBar {
  number: number;
  waitingSinceMs: number;
  startedMs: number;
  endedMs: number | null;
  outcome: AttemptOutcome;
  message: string | null;
}

export interface TaskRow {
  taskRunId: string;
  taskId: string;
  value: string | null;
  parentTaskRunId: string | null;
  state: State;
  createdMs: number;
  endedMs: number | null;
  attempts: readonly AttemptBar[];
  /** Since when it waits for its next attempt; null while one runs and after the end. */
  waitingSinceMs: number | null;
  /** When a scheduled retry starts. */
  dueMs: number | null;
}

export interface StateAt {
  state: State;
  at: string;
}

/** What an execution looks like after the events up to `seq`. Times are epoch milliseconds. */
export interface Timeline {
  seq: number;
  state: State | null;
  history: readonly StateAt[];
  createdMs: number | null;
  startedMs: number | null;
  endedMs: number | null;
  /** By task run id, in order of creation. */
  rows: ReadonlyMap<string, TaskRow>;
}

export const emptyTimeline: Timeline = {
  seq: 0,
  state: null,
  history: [],
  createdMs: null,
  startedMs: null,
  endedMs: null,
  rows: new Map(),
};

/**
 * Folds events into a timeline. An event that is not newer than the timeline is ignored, so that the
 * same batch may arrive twice. Neither argument is changed.
 */
export function applyEvents(timeline: Timeline, events: readonly TimelineEvent[]): Timeline {
  const fresh = events.filter((event) => event.seq > timeline.seq);
  if (fresh.length === 0) return timeline;
  const rows = new Map(timeline.rows);
  const next = { ...timeline, history: [...timeline.history], rows };
  for (const event of fresh) {
    if (event.seq <= next.seq) continue;
    next.seq = event.seq;
    applyToExecution(next, event);
    applyToRow(rows, event);
    if (event.kind === 'EXECUTION_ENDED') closeRows(rows, Date.parse(event.at));
  }
  return next;
}

type Draft = { -readonly [Key in keyof Timeline]: Timeline[Key] } & { history: StateAt[] };

function applyToExecution(draft: Draft, event: TimelineEvent): void {
  const atMs = Date.parse(event.at);
  if (event.executionState) {
    draft.state = event.executionState;
    draft.history.push({ state: event.executionState, at: event.at });
  }
  if (event.kind === 'EXECUTION_CREATED') draft.createdMs = atMs;
  else if (event.kind === 'EXECUTION_STARTED') draft.startedMs = atMs;
  else if (event.kind === 'EXECUTION_ENDED') draft.endedMs = atMs;
}

function applyToRow(rows: Map<string, TaskRow>, event: TimelineEvent): void {
  if (!event.taskRunId) return;
  const atMs = Date.parse(event.at);
  const row = rows.get(event.taskRunId) ?? newRow(event.taskRunId, event, atMs);
  rows.set(event.taskRunId, changedRow(row, event, atMs));
}

/** The end of an execution closes everything: what had not ended was stopped by it. */
function closeRows(rows: Map<string, TaskRow>, atMs: number): void {
  for (const [id, row] of rows) {
    if (row.endedMs !== null) continue;
    const attempts = closedAttempts(row.attempts, atMs, 'killed');
    rows.set(id, { ...row, state: 'KILLED', endedMs: atMs, waitingSinceMs: null, dueMs: null, attempts });
  }
}

function closedAttempts(
  attempts: readonly AttemptBar[],
  atMs: number,
  outcome: AttemptOutcome,
): readonly AttemptBar[] {
  return attempts.map((attempt) =>
    attempt.endedMs === null ? { ...attempt, endedMs: atMs, outcome } : attempt,
  );
}

/** How the only attempt of a flowable task run, which no event tells, ended with it. */
function outcomeOf(state: State): AttemptOutcome {
  if (state === 'FAILED') return 'failed';
  return state === 'KILLED' ? 'killed' : 'succeeded';
}

function newRow(taskRunId: string, event: TimelineEvent, atMs: number): TaskRow {
  return {
    taskRunId,
    taskId: event.taskId ?? '',
    value: event.value,
    parentTaskRunId: event.parentTaskRunId,
    state: 'CREATED',
    createdMs: atMs,
    endedMs: null,
    attempts: [],
    waitingSinceMs: atMs,
    dueMs: null,
  };
}

function changedRow(row: TaskRow, event: TimelineEvent, atMs: number): TaskRow {
  const state = event.taskRunState ?? row.state;
  switch (event.kind) {
    case 'EXECUTION_CREATED':
    case 'EXECUTION_STARTED':
    case 'EXECUTION_ENDED':
    case 'TASK_RUN_CREATED':
      return { ...row, state };
    // A flowable task run is at work from here on: it has one attempt, which is the time of its children.
    case 'TASK_RUN_STARTED':
    case 'ATTEMPT_STARTED':
      return {
        ...row,
        state,
        attempts: [...row.attempts, startedAttempt(row, event, atMs)],
        waitingSinceMs: null,
        dueMs: null,
      };
    case 'ATTEMPT_SUCCEEDED':
      return { ...row, state, attempts: endedAttempt(row, event, atMs, 'succeeded') };
    case 'ATTEMPT_FAILED':
      return { ...row, state, attempts: endedAttempt(row, event, atMs, 'failed') };
    case 'ATTEMPT_TIMED_OUT':
      return { ...row, state, attempts: endedAttempt(row, event, atMs, 'timedOut') };
    case 'ATTEMPT_KILLED':
      return { ...row, state, attempts: endedAttempt(row, event, atMs, 'killed') };
    case 'ATTEMPT_LOST':
      return { ...row, state, attempts: endedAttempt(row, event, atMs, 'lost'), waitingSinceMs: atMs };
    case 'ATTEMPT_RELEASED':
      return {
        ...row,
        state,
        attempts: endedAttempt(row, event, atMs, 'released'),
        waitingSinceMs: atMs,
      };
    case 'RETRY_SCHEDULED':
      return { ...row, state, waitingSinceMs: atMs, dueMs: event.dueAt ? Date.parse(event.dueAt) : null };
    case 'RETRY_STARTED':
      return { ...row, state, waitingSinceMs: row.waitingSinceMs ?? atMs, dueMs: null };
    case 'TASK_RUN_ENDED':
      return {
        ...row,
        state,
        endedMs: atMs,
        waitingSinceMs: null,
        dueMs: null,
        attempts: closedAttempts(row.attempts, atMs, outcomeOf(state)),
      };
  }
}

function startedAttempt(row: TaskRow, event: TimelineEvent, atMs: number): AttemptBar {
  return {
    number: event.attempt ?? row.attempts.length + 1,
    waitingSinceMs: row.waitingSinceMs ?? atMs,
    startedMs: atMs,
    endedMs: null,
    outcome: 'running',
    message: null,
  };
}

function endedAttempt(
  row: TaskRow,
  event: TimelineEvent,
  atMs: number,
  outcome: Exclude<AttemptOutcome, 'running'>,
): readonly AttemptBar[] {
  const number = event.attempt ?? row.attempts.at(-1)?.number;
  return row.attempts.map((attempt) =>
    attempt.number === number && attempt.endedMs === null
      ? { ...attempt, endedMs: atMs, outcome, message: event.message }
      : attempt,
  );
}
