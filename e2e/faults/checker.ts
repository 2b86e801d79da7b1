import { expect } from 'vitest';
import {
  type History,
  readHistory,
  type StoredEvent,
  type StoredExecution,
  type StoredLine,
  type StoredTaskRun,
} from './history';
import { storyOf } from './task-run-story';
import type { FaultWorld } from './world';

export interface Expected {
  /** Ids that a caller was told: they must be there. */
  readonly acknowledged: readonly string[];
  /** Task runs of each execution, flowables included; all SUCCESS. With several flows, any of these numbers. */
  readonly taskRuns: number | readonly number[];
  /** Outputs of each execution. */
  readonly outputs?: Readonly<Record<string, unknown>>;
  /** Ids of the attempts that may have been LOST, and so begun once more: what the workers held that died. */
  readonly repeats: 'none' | readonly string[];
  /** How many attempts may have been given back by their worker, and so started once more under the same number; default none. */
  readonly releases?: 'none' | number;
  /** True: not everything has ended yet, which is right. */
  readonly isOpenAllowed?: boolean;
}

/** Reads the whole history and holds it against the promises. Answers it. */
export async function expectPromisesKept(world: FaultWorld, expected: Expected): Promise<History> {
  const history = await readHistory(world);
  expect(violations(history, expected, world.leaseMs)).toEqual([]);
  return history;
}

/** What of the history breaks a promise, in sentences. */
export function violations(history: History, expected: Expected, leaseMs: number): string[] {
  const all = new Map(history.executions.map((execution) => [execution.id, execution]));
  const of = {
    taskRuns: byExecution(history.taskRuns),
    attempts: byExecution(history.attempts),
    events: byExecution(history.events),
    lines: byExecution(history.lines),
    outputs: byExecution(history.outputs),
    signals: byExecution(history.signals),
    logHeads: byExecution(history.logHeads),
  };
  const found: string[] = [];
  for (const id of expected.acknowledged)
    if (!all.has(id)) found.push(`${id} was acknowledged and is not there`);
  for (const rows of Object.values(of))
    for (const id of rows.keys()) if (!all.has(id)) found.push(`rows of ${id}, which is not there`);

  const mayBeLost = new Set(expected.repeats === 'none' ? [] : expected.repeats);
  for (const { executionId, id, state } of history.attempts)
    if (state === 'LOST' && !mayBeLost.has(id))
      found.push(`${executionId}: attempt ${id} was lost, and nobody died with it`);
  let released = 0;
  for (const execution of history.executions) {
    const tell = (what: string) => found.push(`${execution.id}: ${what}`);
    const taskRuns = of.taskRuns.get(execution.id) ?? [];
    const attempts = of.attempts.get(execution.id) ?? [];
    const events = of.events.get(execution.id) ?? [];
    const lines = of.lines.get(execution.id) ?? [];

    if (!execution.hasEnded && expected.isOpenAllowed !== true) tell(`is open (${execution.state})`);
    if (execution.hasEnded) checkEnd(execution, expected, taskRuns.length, tell);
    checkMoves(EXECUTION_MOVES, execution, 'execution', tell);
    checkNumbers(execution, events, tell);
    if (execution.hasEnded && of.signals.has(execution.id)) tell('has ended and left a signal');

    const eventsOf = new Map<string, StoredEvent[]>();
    for (const event of events) if (event.taskRunId !== null) push(eventsOf, event.taskRunId, event);
    const known = new Set(taskRuns.map(({ id }) => id));
    for (const id of eventsOf.keys())
      if (!known.has(id)) tell(`events of a task run that is not there: ${id}`);
    for (const id of attempts.map(({ taskRunId }) => taskRunId))
      if (!known.has(id)) tell(`attempts of a task run that is not there: ${id}`);

    for (const taskRun of taskRuns) {
      const tellOf = (what: string) => tell(`${taskRun.taskId}: ${what}`);
      const story = storyOf(eventsOf.get(taskRun.id) ?? []);
      released += story.released;
      if (story.nonsense !== null) tellOf(story.nonsense);
      checkMoves(TASK_RUN_MOVES, taskRun, 'task run', tellOf);
      if (taskRun.hasEnded !== story.hasEnded) tellOf('its row and its events differ about its end');
      if (story.state !== taskRun.state) tellOf(`is ${taskRun.state}, its events say ${story.state}`);
      if (taskRun.lostAttempts !== story.lost)
        tellOf(`counts ${taskRun.lostAttempts} lost attempts, its events ${story.lost}`);
      if (execution.hasEnded && !taskRun.hasEnded)
        tellOf(`is open (${taskRun.state}) in an execution that has ended`);
      if (execution.state === 'SUCCESS' && taskRun.state !== 'SUCCESS')
        tellOf(`is ${taskRun.state} in an execution that is SUCCESS`);

      const own = attempts.filter(({ taskRunId }) => taskRunId === taskRun.id);
      const isFlowable = eventsOf.get(taskRun.id)?.some(({ kind }) => kind === 'taskRunStarted') === true;
      const told = isFlowable ? [] : [...story.attempts].map(([number, state]) => `${number} ${state}`);
      const stored = own.map(({ number, state }) => `${number} ${state}`);
      if (told.join() !== stored.join()) tellOf(`attempts ${stored.join()}, its events say ${told.join()}`);
      own.forEach(({ number }, index) => {
        if (number !== index + 1) tellOf(`its attempts are not numbered from 1 without a gap: ${number}`);
      });
      const outputs = (of.outputs.get(execution.id) ?? []).filter(
        ({ taskRunId }) => taskRunId === taskRun.id,
      );
      if (outputs.length > 1) tellOf(`left outputs ${outputs.length} times`);
      for (const { attempt } of outputs)
        if (own[attempt - 1]?.state !== 'SUCCEEDED')
          tellOf(`outputs of attempt ${attempt}, which did not succeed`);
      for (const attempt of own)
        checkAttemptLines(
          lines.filter((line) => line.taskRunId === taskRun.id && line.attempt === attempt.number),
          { stored: attempt.logLines, restarts: story.released },
          (what) => tellOf(`attempt ${attempt.number}: ${what}`),
        );
      checkNesting(taskRun, eventsOf, tellOf);
    }
    checkPositions(lines, of.logHeads.get(execution.id)?.[0]?.position ?? 0, tell);
  }
  const releases = expected.releases ?? 'none';
  if (released > (releases === 'none' ? 0 : releases))
    found.push(`${released} attempts were given back, allowed are ${releases}`);
  found.push(...forgottenWorkers(history, leaseMs));
  return found;
}

function checkEnd(
  { state, outputs }: StoredExecution,
  expected: Expected,
  taskRuns: number,
  tell: (what: string) => void,
): void {
  if (state !== 'SUCCESS') tell(`ended ${state}`);
  const counts = typeof expected.taskRuns === 'number' ? [expected.taskRuns] : expected.taskRuns;
  if (!counts.includes(taskRuns)) tell(`has ${taskRuns} task runs`);
  const [is, should] = [sorted(outputs), sorted(expected.outputs ?? null)];
  if (is !== should) tell(`has the outputs ${is}`);
}

function sorted(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

type Moves = Readonly<Record<string, readonly string[]>>;

/** The published tables (docs/states.md), written down a second time: the tests must not take the product's word for it. */
const EXECUTION_MOVES: Moves = {
  '': ['CREATED'],
  CREATED: ['RUNNING'],
  RUNNING: ['RETRYING', 'SUCCESS', 'WARNING', 'FAILED'],
  RETRYING: ['RUNNING', 'FAILED'],
};
const TASK_RUN_MOVES: Moves = {
  '': ['CREATED'],
  CREATED: ['RUNNING'],
  RUNNING: ['SUCCESS', 'WARNING', 'FAILED', 'CREATED'],
  FAILED: ['RETRYING'],
  RETRYING: ['CREATED'],
};

function checkMoves(
  moves: Moves,
  { state, states }: Pick<StoredTaskRun, 'state' | 'states'>,
  what: string,
  tell: (what: string) => void,
): void {
  if (states.at(-1) !== state) tell(`the ${what} is ${state}, its history ends ${states.at(-1)}`);
  ['', ...states].forEach((from, index, path) => {
    const to = path[index + 1];
    if (to !== undefined && moves[from]?.includes(to) !== true)
      tell(`the ${what} went from ${from || 'nothing'} to ${to}`);
  });
}

function checkNumbers(
  execution: StoredExecution,
  events: readonly StoredEvent[],
  tell: (what: string) => void,
): void {
  if (events.some(({ seq }, index) => seq !== index + 1))
    tell('its events are not numbered from 1 without a gap');
  if (events.length !== execution.seq) tell(`is at seq ${execution.seq} and has ${events.length} events`);
  const kinds = events.map(({ kind }) => kind);
  if (kinds[0] !== 'executionCreated' || kinds[1] !== 'executionStarted')
    tell(`begins with ${kinds.slice(0, 2).join()}`);
  const ends = events.filter(({ kind }) => kind === 'executionEnded');
  if (ends.length !== (execution.hasEnded ? 1 : 0)) tell(`has ${ends.length} ends`);
  if (execution.hasEnded && kinds.at(-1) !== 'executionEnded') tell(`the last event is ${kinds.at(-1)}`);
  const states = events.flatMap(({ executionState }) => executionState ?? []);
  if (states.join() !== execution.states.join())
    tell(`its history is ${execution.states.join()}, its events say ${states.join()}`);
}

/** A task run lies within each flowable around it. */
function checkNesting(
  taskRun: StoredTaskRun,
  eventsOf: ReadonlyMap<string, readonly StoredEvent[]>,
  tell: (what: string) => void,
): void {
  const own = eventsOf.get(taskRun.id) ?? [];
  const [first, last] = [own[0]?.seq ?? 0, own.at(-1)?.seq ?? 0];
  for (const id of taskRun.path) {
    const around = eventsOf.get(id) ?? [];
    const started = around.find(({ kind }) => kind === 'taskRunStarted')?.seq;
    const end = around.find(({ kind }) => kind === 'taskRunEnded')?.seq;
    if (started === undefined || started > first) tell('began before the task run around it');
    if (end !== undefined && end < last) tell('went on after the end of the task run around it');
  }
}

/** Lines of an attempt are numbered from 1 without a gap; from 1 once more after it was given back. */
function checkAttemptLines(
  lines: readonly StoredLine[],
  { stored, restarts }: { readonly stored: number; readonly restarts: number },
  tell: (what: string) => void,
): void {
  let last = 0;
  let restarted = 0;
  for (const { line } of lines) {
    if (line === 1 && last > 0) restarted += 1;
    else if (line !== last + 1) tell(`line ${line} after line ${last}`);
    last = line ?? 0;
  }
  if (restarted > restarts) tell(`its lines begin ${restarted + 1} times`);
  if (restarts === 0 && last !== stored) tell(`has ${last} lines and counts ${stored}`);
}

function checkPositions(lines: readonly StoredLine[], head: number, tell: (what: string) => void): void {
  if (lines.some(({ position }, index) => position !== index + 1))
    tell('its lines are not numbered from 1 without a gap');
  if (lines.length !== head) tell(`has ${lines.length} lines, its log ends at ${head}`);
}

/** Rescue looks each second; on a busy machine a little later. */
const RESCUE_GRACE_MS = 5_000;
/** A worker that was given up stays known for a minute, lest a late claim of it is overlooked. */
const LOST_KEPT_MS = 60_000;

/** A worker that stopped is gone from the table, one that died was given up, and is gone after a while. */
function forgottenWorkers({ workers, attempts }: History, leaseMs: number): string[] {
  // Rescue is the business of workers that have lived for a lease.
  const livedMs = Math.max(
    0,
    ...workers.filter((one) => !one.isLost && one.sinceMs < 0).map(({ ageMs }) => ageMs),
  );
  const isRipe = livedMs > leaseMs + RESCUE_GRACE_MS;
  const forgotten = workers
    .filter(() => isRipe)
    .filter(({ isLost, sinceMs }) => sinceMs > (isLost ? LOST_KEPT_MS : 0) + RESCUE_GRACE_MS)
    .map(({ id, sinceMs }) => `the worker ${id} is gone for ${Math.round(sinceMs)} ms and still known`);
  const known = new Set(workers.map(({ id }) => id));
  const orphans = attempts
    .filter(({ state, workerId }) => state === 'RUNNING' && !known.has(workerId ?? ''))
    .map(({ id, workerId }) => `attempt ${id} is held by ${workerId}, whom nobody knows`);
  return [...forgotten, ...orphans];
}

function byExecution<Row extends { readonly executionId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) push(groups, row.executionId, row);
  return groups;
}

function push<Value>(groups: Map<string, Value[]>, key: string, value: Value): void {
  const group = groups.get(key);
  if (group) group.push(value);
  else groups.set(key, [value]);
}
