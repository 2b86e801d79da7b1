/** The states of executions and task runs, with Kestra's names. */
export const STATES = [
  'CREATED',
  'QUEUED',
  'RUNNING',
  'PAUSED',
  'RETRYING',
  'RETRIED',
  'RESTARTED',
  'SKIPPED',
  'SUCCESS',
  'WARNING',
  'FAILED',
  'KILLING',
  'KILLED',
  'CANCELLED',
] as const;

export type State = (typeof STATES)[number];

/** One entry of a state history. `at` is an ISO instant. */
export interface StateChange {
  readonly state: State;
  readonly at: string;
}

const TERMINAL: ReadonlySet<State> = new Set<State>([
  'SUCCESS',
  'WARNING',
  'FAILED',
  'KILLED',
  'CANCELLED',
  'RETRIED',
  'SKIPPED',
]);

/** Whether nothing more can happen by itself. */
export function isTerminal(state: State): boolean {
  return TERMINAL.has(state);
}

/**
 * The legal moves of an execution that this version makes (docs/states.md shows them as a diagram). A terminal state has none:
 * only an explicit restart, which is a new epoch, will leave it.
 */
export const EXECUTION_MOVES: Readonly<Partial<Record<State, readonly State[]>>> = {
  CREATED: ['RUNNING'],
  RUNNING: ['RETRYING', 'SUCCESS', 'WARNING', 'FAILED'],
  RETRYING: ['RUNNING', 'FAILED'],
};

/**
 * The legal moves of a task run. A task run FAILED by an attempt may still be RETRYING: it is settled when its scope has seen it end.
 * Decisions make no others; what the last resort of the journal closes ends KILLED from wherever it was.
 */
export const TASK_RUN_MOVES: Readonly<Partial<Record<State, readonly State[]>>> = {
  CREATED: ['RUNNING'],
  RUNNING: ['SUCCESS', 'WARNING', 'FAILED', 'CREATED'],
  FAILED: ['RETRYING'],
  RETRYING: ['CREATED'],
};
