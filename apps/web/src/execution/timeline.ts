import type { State } from './state';
import type { TimelineEvent } from './timeline-event';

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
    if (event.__typename === 'ExecutionEndedEvent') closeRows(rows, Date.parse(event.at));
  }
  return next;
}

type Draft = { -readonly [Key in keyof Timeline]: Timeline[Key] } & { history: StateAt[] };

function applyToExecution(draft: Draft, event: TimelineEvent): void {
  const atMs = Date.parse(event.at);
  const state = executionStateAfter(event);
  if (state !== null) {
    draft.state = state;
    draft.history.push({ state, at: event.at });
  }
  if (event.__typename === 'ExecutionCreatedEvent') draft.createdMs = atMs;
  else if (event.__typename === 'ExecutionStartedEvent') draft.startedMs = atMs;
  else if (event.__typename === 'ExecutionEndedEvent') draft.endedMs = atMs;
}

/** null where the event did not change it. */
function executionStateAfter(event: TimelineEvent): State | null {
  if ('executionState' in event) return event.executionState;
  return 'changedExecutionState' in event ? event.changedExecutionState : null;
}

type TaskRunEvent = Extract<TimelineEvent, { taskRunId: string }>;

function applyToRow(rows: Map<string, TaskRow>, event: TimelineEvent): void {
  if (!('taskRunId' in event)) return;
  const atMs = Date.parse(event.at);
  const row = rows.get(event.taskRunId) ?? newRow(event, atMs);
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

function newRow(event: TaskRunEvent, atMs: number): TaskRow {
  const isCreated = event.__typename === 'TaskRunCreatedEvent';
  return {
    taskRunId: event.taskRunId,
    taskId: event.taskId,
    value: isCreated ? event.value : null,
    parentTaskRunId: isCreated ? event.parentTaskRunId : null,
    state: 'CREATED',
    createdMs: atMs,
    endedMs: null,
    attempts: [],
    waitingSinceMs: atMs,
    dueMs: null,
  };
}

function changedRow(row: TaskRow, event: TaskRunEvent, atMs: number): TaskRow {
  switch (event.__typename) {
    case 'TaskRunCreatedEvent':
      return { ...row, state: event.taskRunState };
    // A flowable task run is at work from here on: it has one attempt, which is the time of its children.
    case 'TaskRunStartedEvent':
      return startedRow(row, event.taskRunState, row.attempts.length + 1, atMs);
    case 'AttemptStartedEvent':
      return startedRow(row, event.taskRunState, event.attemptNumber, atMs);
    case 'AttemptSucceededEvent':
      return { ...row, attempts: endedAttempt(row, event.attemptNumber, atMs, 'succeeded', null) };
    case 'AttemptFailedEvent':
      return settledRow(row, event, atMs, 'failed');
    case 'AttemptTimedOutEvent':
      return settledRow(row, event, atMs, 'timedOut');
    case 'AttemptLostEvent':
      return { ...settledRow(row, event, atMs, 'lost'), waitingSinceMs: atMs };
    case 'AttemptReleasedEvent':
      return { ...settledRow(row, event, atMs, 'released'), waitingSinceMs: atMs };
    case 'RetryScheduledEvent':
      return { ...row, state: event.taskRunState, waitingSinceMs: atMs, dueMs: Date.parse(event.dueAt) };
    case 'RetryStartedEvent':
      return {
        ...row,
        state: event.taskRunState,
        waitingSinceMs: row.waitingSinceMs ?? atMs,
        dueMs: null,
      };
    case 'TaskRunEndedEvent':
      return {
        ...row,
        state: event.taskRunState,
        endedMs: atMs,
        waitingSinceMs: null,
        dueMs: null,
        attempts: closedAttempts(row.attempts, atMs, outcomeOf(event.taskRunState)),
      };
  }
}

function startedRow(row: TaskRow, state: State, number: number, atMs: number): TaskRow {
  const attempt: AttemptBar = {
    number,
    waitingSinceMs: row.waitingSinceMs ?? atMs,
    startedMs: atMs,
    endedMs: null,
    outcome: 'running',
    message: null,
  };
  return { ...row, state, attempts: [...row.attempts, attempt], waitingSinceMs: null, dueMs: null };
}

function settledRow(
  row: TaskRow,
  event: Extract<TaskRunEvent, { message: string }>,
  atMs: number,
  outcome: AttemptOutcome,
): TaskRow {
  const attempts = endedAttempt(row, event.attemptNumber, atMs, outcome, event.message);
  return { ...row, state: event.taskRunState, attempts };
}

function endedAttempt(
  row: TaskRow,
  number: number,
  atMs: number,
  outcome: AttemptOutcome,
  message: string | null,
): readonly AttemptBar[] {
  return row.attempts.map((attempt) =>
    attempt.number === number && attempt.endedMs === null
      ? { ...attempt, endedMs: atMs, outcome, message }
      : attempt,
  );
}
