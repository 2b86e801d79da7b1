import type { StoredEvent, StoredRows } from '@headrace/db/memory';
import { EXECUTION_MOVES, type State, TASK_RUN_MOVES } from '@headrace/engine';
import { groupBy } from './group.testing';
import type { World } from './world.testing';

/** What the events of one task run say about it, one by one. */
interface Told {
  states: string[];
  /** Number of the attempt that runs, and who runs it. */
  running: { readonly attempt: number; readonly workerId: string } | null;
  /** The number that the next attempt must have; null = none may come. */
  next: number | null;
  retryDueAt: string | null;
  attempts: Map<number, string>;
}

const ENDS: Readonly<Record<string, string>> = {
  attemptSucceeded: 'SUCCEEDED',
  attemptFailed: 'FAILED',
  attemptTimedOut: 'TIMED_OUT',
  attemptLost: 'LOST',
  attemptReleased: 'READY',
};

/** P8, P3 and P4: numbers without gaps, one live attempt a task run, legal moves only; and rows are nothing but what the events say. */
export function checkEvents(world: World, rows: StoredRows): void {
  const { observer } = world;
  const eventsOf = groupBy(rows.events, ({ executionId }) => executionId);
  const taskRunsOf = groupBy(rows.taskRuns, ({ executionId }) => executionId);
  const attemptsOf = groupBy(rows.attempts, ({ taskRunId }) => taskRunId);
  for (const execution of rows.executions) {
    const { id } = execution;
    const violate = (check: string, words: string) => observer.violate(check, `${words} in ${id}`);
    const events = eventsOf.get(id) ?? [];
    if (events.length !== execution.seq)
      violate('P8 numbers', `${events.length} events, seq ${execution.seq}`);
    events.forEach(({ seq }, index) => {
      if (seq !== index + 1) violate('P8 numbers', `event ${index + 1} has the number ${seq}`);
    });
    if (observer.lastResorts.has(id)) continue;
    const executionStates = changesOf(events.map(({ executionState }) => executionState));
    sameStates(executionStates, execution.history, EXECUTION_MOVES, (words) =>
      violate('P4 execution', words),
    );
    const ended = events.findIndex(({ kind }) => kind === 'executionEnded');
    if (ended >= 0 && ended < events.length - 1) violate('P4 final', 'something happened after the end');
    const told = new Map<string, Told>();
    for (const event of events)
      hear(told, event, (check, words) => violate(check, `${words} at ${event.seq}`));
    for (const taskRun of taskRunsOf.get(id) ?? []) {
      const one = told.get(taskRun.id);
      if (!one) {
        violate('P8 rows', `no event tells of ${taskRun.taskId}`);
        continue;
      }
      const about = (words: string) => `${taskRun.taskId} (${taskRun.id}): ${words}`;
      sameStates(changesOf(one.states), taskRun.history, TASK_RUN_MOVES, (words) =>
        violate('P4 taskRun', about(words)),
      );
      for (const { number, state, workerId } of attemptsOf.get(taskRun.id) ?? []) {
        const is = one.running?.attempt === number ? 'RUNNING' : (one.attempts.get(number) ?? 'READY');
        if (is !== state) violate('P8 rows', about(`attempt ${number} is ${state}, told ${is}`));
        if (state === 'RUNNING' && workerId !== one.running?.workerId)
          violate('P3 holder', about(`${workerId} holds it, told ${one.running?.workerId}`));
      }
    }
  }
}

/** A nudge that promises more than there is would let its readers wait for ever. */
export function checkNudges({ observer }: World, rows: StoredRows): void {
  for (const { id, seq } of rows.executions)
    if ((observer.nudgedSeqs.get(id) ?? 0) > seq)
      observer.violate('P8 nudge', `a nudge of ${id} was ahead of its events`);
}

/** What readers saw on the way is the beginning of what is there now. */
export function checkFollowers(world: World, rows: StoredRows): void {
  const eventsOf = groupBy(rows.events, ({ executionId }) => executionId);
  for (const seen of world.audits)
    for (const [id, events] of groupBy(seen.rows.events, ({ executionId }) => executionId)) {
      const now = (eventsOf.get(id) ?? []).slice(0, events.length);
      if (JSON.stringify(now) !== JSON.stringify(events))
        world.observer.violate('P8 follower', `events of ${id} changed after they were read`);
    }
}

function hear(
  all: Map<string, Told>,
  { taskRunId, kind, taskRunState, attempt, detail, at }: StoredEvent,
  violate: (check: string, words: string) => void,
): void {
  if (taskRunId === null) return;
  const one = all.get(taskRunId) ?? {
    states: [],
    running: null,
    next: 1,
    retryDueAt: null,
    attempts: new Map<number, string>(),
  };
  all.set(taskRunId, one);
  if (taskRunState !== null) one.states.push(taskRunState);
  const end = ENDS[kind];
  if (kind === 'attemptStarted' && attempt !== null) {
    if (one.running) violate('P3 oneLive', `attempt ${attempt} started while ${one.running.attempt} ran`);
    if (one.next !== attempt) violate('P3 number', `attempt ${attempt} started and not ${one.next}`);
    one.running = { attempt, workerId: String(detail?.workerId) };
    one.next = null;
  } else if (end !== undefined && attempt !== null) {
    if (one.running?.attempt !== attempt)
      violate('P3 ended', `attempt ${attempt} ended (${kind}) and did not run`);
    one.running = null;
    one.attempts.set(attempt, end);
    one.next = end === 'READY' ? attempt : end === 'LOST' ? attempt + 1 : null;
  } else if (kind === 'retryScheduled') one.retryDueAt = String(detail?.dueAt);
  else if (kind === 'retryStarted') {
    if (one.retryDueAt === null || at < one.retryDueAt)
      violate('P2 retry', 'a retry started before it was due');
    one.retryDueAt = null;
    one.next = attempt;
  }
}

function changesOf(states: readonly (string | null)[]): string[] {
  return states.filter((state) => state !== null).filter((state, index, all) => state !== all[index - 1]);
}

function sameStates(
  told: readonly string[],
  history: readonly { readonly state: State }[],
  moves: Readonly<Partial<Record<State, readonly State[]>>>,
  violate: (words: string) => void,
): void {
  const stored = history.map(({ state }) => state);
  if (stored.join(' ') !== told.join(' '))
    violate(`its history is ${stored.join(' ')}, the events say ${told.join(' ')}`);
  stored.forEach((state, index) => {
    const from = stored[index - 1];
    if (from !== undefined && !moves[from]?.includes(state)) violate(`${from} to ${state} is no legal move`);
  });
}
