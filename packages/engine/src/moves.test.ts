import type { Task } from '@headrace/flow';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Conversation } from './engine.testing';
import { inputsOf, momentsOf, prepare, randomFlow, randomHistory } from './random.testing';
import type { NewAttempt, NewTaskRun } from './rows';
import { type Outcome, type Scope, worse } from './scope';
import { EXECUTION_MOVES, isTerminal, type State, type StateChange, TASK_RUN_MOVES } from './state';
import { taskOf } from './task-index';

test('whatever happens in whichever order, only legal moves are made, nothing is stuck, and an end is final', () => {
  const ends = new Set<State>();
  fc.assert(
    fc.property(randomFlow, randomHistory, (flow, history) => {
      const talk = new Conversation(flow);
      expectSound(talk);
      for (const moment of momentsOf(talk, history)) {
        prepare(talk, moment);
        const inputs = inputsOf(talk, moment);
        const before = isTerminal(talk.state) ? { ...talk.rows.plain(), events: [...talk.events] } : null;
        talk.tell(...inputs);
        if (before) expect({ ...talk.rows.plain(), execution: null }).toEqual({ ...before, execution: null });
        expectSound(talk);
      }
      finish(talk);
      expectSound(talk);
      expect(isTerminal(talk.state)).toBe(true);
      ends.add(talk.state);
    }),
    { numRuns: 250 },
  );
  // Else not all was shown.
  expect([...ends].sort()).toEqual(['FAILED', 'SUCCESS', 'WARNING']);
});

/** From here on everything succeeds; that takes no more rounds than there are task runs and retries to come. */
function finish(talk: Conversation): void {
  for (let rounds = 0; !isTerminal(talk.state); rounds += 1) {
    if (rounds > 200) throw new Error('it does not come to an end');
    talk.nowMs += 120_000;
    for (const attempt of talk.attempts.filter(({ state }) => state === 'READY'))
      talk.rows.claim(attempt.id, 'w', talk.now);
    talk.tell(
      ...talk.attempts
        .filter(({ state }) => state === 'RUNNING')
        .map(
          ({ id }) =>
            ({
              kind: 'attemptSettled',
              attemptId: id,
              workerId: 'w',
              result: { kind: 'succeeded', outputs: {} },
            }) as const,
        ),
      ...talk.signals.map((signal) => ({ kind: 'signal', signal }) as const),
    );
  }
}

function expectSound(talk: Conversation): void {
  expectMoves(EXECUTION_MOVES, talk.execution.history, talk.state);
  for (const { history, state } of talk.taskRuns) expectMoves(TASK_RUN_MOVES, history, state);
  expectAttempts(talk);
  expectEventsTellStates(talk);
  const { scope } = talk.execution;
  expectLevel(talk, 'execution', { tasks: talk.flow.tasks, width: 1 }, scope, talk.state);
  for (const taskRun of talk.taskRuns) {
    const level = levelOf(talk, taskRun);
    if (level && taskRun.scope) expectLevel(talk, taskRun.id, level, taskRun.scope, taskRun.state);
  }
}

/** A cheap `expect`: these are asked a million times. */
function holds(condition: boolean, what: string): void {
  if (!condition) throw new Error(`does not hold: ${what}`);
}

function expectMoves(
  moves: Readonly<Partial<Record<State, readonly State[]>>>,
  history: readonly StateChange[],
  state: State,
): void {
  holds(history[0]?.state === 'CREATED', 'a history begins with CREATED');
  holds(history.at(-1)?.state === state, 'the last state of the history is the state');
  history.slice(1).forEach((change, index) => {
    const before = history[index]?.state ?? 'CREATED';
    holds(moves[before]?.includes(change.state) ?? false, `${before} moves to ${change.state}`);
  });
}

/** Each task run that has not ended has exactly one thing that will move it on. */
function expectAttempts(talk: Conversation): void {
  const { retrying, endedAt } = talk.execution;
  holds((endedAt !== null) === isTerminal(talk.state), 'an execution that has ended has an end');
  let waiting = 0;
  let underWay = 0;
  for (const taskRun of talk.taskRuns) {
    const own = talk.attempts.filter(({ taskRunId }) => taskRunId === taskRun.id);
    const open = own.filter(({ state }) => state === 'READY' || state === 'RUNNING');
    const signals = talk.signals.filter(({ taskRunId }) => taskRunId === taskRun.id);
    own.forEach((attempt, index) => expectAttempt(attempt, index + 1));
    underWay += open.length;
    waiting += signals.length;
    if (taskRun.scope) {
      holds(own.length + signals.length === 0, 'a level has no attempts of its own');
      continue;
    }
    holds((taskRun.endedAt === null) === (open.length + signals.length === 1), 'an open task run goes on');
    const states: Readonly<Record<string, State>> = { READY: 'CREATED', RUNNING: 'RUNNING' };
    for (const { state } of open) holds(taskRun.state === states[state], `${taskRun.state} with ${state}`);
    holds((signals.length === 1) === (taskRun.state === 'RETRYING'), 'RETRYING waits for a signal');
    for (const { attempt } of signals) holds(attempt === own.length + 1, 'a retry is the next attempt');
    const lost = own.filter(({ state }) => state === 'LOST').length;
    holds(taskRun.lostAttempts === lost, 'lost attempts are counted');
  }
  holds(waiting === retrying, 'those that are RETRYING are counted');
  holds((talk.state === 'RETRYING') === retrying > 0, 'the execution is RETRYING while one of them is');
  holds(waiting + underWay > 0 !== isTerminal(talk.state), 'something is under way until the end');
}

function expectAttempt(attempt: NewAttempt, number: number): void {
  const { state, endedAt, startedAt, workerId } = attempt;
  holds(attempt.number === number, 'attempts are numbered without a gap');
  holds((endedAt === null) === (state === 'READY' || state === 'RUNNING'), 'an open attempt has no end');
  holds((workerId === null) === (state === 'READY'), 'nobody holds what is READY');
  holds((startedAt === null) === (state === 'READY'), 'what is READY has not started');
  holds(endedAt === null || startedAt === null || endedAt >= startedAt, 'no end before the start');
}

/** A screen that folds the events shows the states that are stored. */
function expectEventsTellStates(talk: Conversation): void {
  let execution: State | undefined;
  const taskRuns = new Map<string, State>();
  for (const event of talk.events) {
    if ('executionState' in event && event.executionState) execution = event.executionState;
    if ('taskRunState' in event) taskRuns.set(event.taskRunId, event.taskRunState);
  }
  holds(execution === talk.state, 'events tell the state of the execution');
  holds(taskRuns.size === talk.taskRuns.length, 'events tell of all task runs');
  for (const { id, state } of talk.taskRuns)
    holds(taskRuns.get(id) === state, `events tell ${taskRuns.get(id)} of a task run that is ${state}`);
}

interface Level {
  readonly tasks: readonly Task[];
  readonly width: number;
}

function levelOf(talk: Conversation, { taskId }: NewTaskRun): Level | undefined {
  const flowable = taskOf(talk.flow, taskId)?.flowable;
  switch (flowable?.kind) {
    case 'sequential':
      return { tasks: flowable.tasks, width: 1 };
    case 'parallel':
      return { tasks: flowable.tasks, width: flowable.concurrent || flowable.tasks.length };
    default:
      return undefined;
  }
}

/** A level by the rules of the documentation, which know nothing of scopes. */
function expectLevel(
  talk: Conversation,
  scopeId: string,
  { tasks, width }: Level,
  scope: Scope,
  state: State,
): void {
  const children = talk.taskRuns.filter((one) => one.scopeId === scopeId);
  const enabled = tasks.filter(({ disabled }) => !disabled).map(({ id }) => id);
  const open = children.filter(({ endedAt }) => endedAt === null).length;
  const worst = children
    .filter(({ endedAt }) => endedAt !== null)
    .reduce<Outcome>((sofar, child) => worse(sofar, child.state as Outcome), 'SUCCESS');
  const inOrder = children.every(({ taskId }, index) => taskId === enabled[index]);
  holds(inOrder, 'children are the enabled tasks in order, each once');
  holds(open <= width, 'no more are under way than the level is wide');
  holds(scope.running === open, 'children under way are counted');
  holds(scope.worst === worst, 'the worst child is known');
  const most = Math.min(width, enabled.length - children.length + open);
  holds(worst === 'FAILED' || open === most, 'as many as possible are under way, unless one has failed');
  holds(isTerminal(state) === (open === 0), 'a level ends with its last child');
  holds(!isTerminal(state) || state === worst, 'a level ends as its worst child');
}
