import type { Task } from '@headrace/flow';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Conversation } from './engine.testing';
import { inputsOf, prepare, randomFlow, randomHistory } from './random.testing';
import type { NewTaskRun } from './rows';
import { type Outcome, type Scope, worse } from './scope';
import { EXECUTION_MOVES, isTerminal, type State, type StateChange, TASK_RUN_MOVES } from './state';
import { taskOf } from './task-index';

test('whatever happens in whichever order, only legal moves are made, nothing is stuck, and an end is final', () => {
  const ends = new Set<State>();
  fc.assert(
    fc.property(randomFlow, randomHistory, (flow, history) => {
      const talk = new Conversation(flow);
      expectSound(talk);
      for (const moment of history) {
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
    { numRuns: 500 },
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
  expectMoves(EXECUTION_MOVES, talk.execution.history);
  expect(talk.execution.history.at(-1)?.state).toBe(talk.state);
  for (const { history, state } of talk.taskRuns) {
    expectMoves(TASK_RUN_MOVES, history);
    expect(history.at(-1)?.state).toBe(state);
  }
  expectAttempts(talk);
  expectEventsTellStates(talk);
  const { scope } = talk.execution;
  expectLevel(talk, 'execution', { tasks: talk.flow.tasks, width: 1 }, scope, talk.state);
  for (const taskRun of talk.taskRuns) {
    const level = levelOf(talk, taskRun);
    if (level && taskRun.scope) expectLevel(talk, taskRun.id, level, taskRun.scope, taskRun.state);
  }
}

function expectMoves(
  moves: Readonly<Partial<Record<State, readonly State[]>>>,
  history: readonly StateChange[],
): void {
  expect(history[0]?.state).toBe('CREATED');
  history.slice(1).forEach(({ state }, index) => {
    const before = history[index]?.state;
    expect(before && moves[before], `from ${before}`).toContain(state);
  });
}

/** Each task run that has not ended has exactly one thing that will move it on. */
function expectAttempts(talk: Conversation): void {
  const { retrying, endedAt } = talk.execution;
  expect(endedAt !== null).toBe(isTerminal(talk.state));
  let waiting = 0;
  let underWay = 0;
  for (const taskRun of talk.taskRuns) {
    const own = talk.attempts.filter(({ taskRunId }) => taskRunId === taskRun.id);
    const open = own.filter(({ state }) => state === 'READY' || state === 'RUNNING');
    const signals = talk.signals.filter(({ taskRunId }) => taskRunId === taskRun.id);
    expect(own.map(({ number }) => number)).toEqual(own.map((_, index) => index + 1));
    for (const { state, endedAt: at, startedAt, workerId } of own) {
      expect(at === null).toBe(state === 'READY' || state === 'RUNNING');
      expect([workerId === null, startedAt === null]).toEqual(
        state === 'READY' ? [true, true] : [false, false],
      );
      if (at !== null && startedAt !== null) expect(at >= startedAt).toBe(true);
    }
    underWay += open.length;
    waiting += signals.length;
    if (taskRun.scope) {
      expect([own, signals]).toEqual([[], []]);
      continue;
    }
    expect(taskRun.endedAt === null, taskRun.state).toBe(open.length + signals.length === 1);
    const states = { READY: 'CREATED', RUNNING: 'RUNNING' } as const;
    const [attempt] = open;
    if (attempt) expect(taskRun.state).toBe(states[attempt.state as keyof typeof states]);
    expect(signals.length === 1).toBe(taskRun.state === 'RETRYING');
    expect(signals.every((signal) => signal.attempt === own.length + 1)).toBe(true);
    expect(taskRun.lostAttempts).toBe(own.filter(({ state }) => state === 'LOST').length);
  }
  expect(waiting).toBe(retrying);
  expect(talk.state === 'RETRYING').toBe(retrying > 0);
  expect(waiting + underWay > 0).toBe(!isTerminal(talk.state));
}

/** A screen that folds the events shows the states that are stored. */
function expectEventsTellStates(talk: Conversation): void {
  let execution: State | undefined;
  const taskRuns = new Map<string, State>();
  for (const event of talk.events) {
    if ('executionState' in event && event.executionState) execution = event.executionState;
    if ('taskRunState' in event) taskRuns.set(event.taskRunId, event.taskRunState);
  }
  expect(execution).toBe(talk.state);
  expect([...taskRuns]).toEqual(talk.taskRuns.map(({ id, state }) => [id, state]));
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
  const open = children.filter(({ endedAt }) => endedAt === null);
  const worst = children
    .filter(({ endedAt }) => endedAt !== null)
    .reduce<Outcome>((sofar, child) => worse(sofar, child.state as Outcome), 'SUCCESS');
  // Children are the enabled tasks in order, each once, no more at once than the level is wide.
  expect(children.map(({ taskId }) => taskId)).toEqual(enabled.slice(0, children.length));
  expect(open.length).toBeLessThanOrEqual(width);
  expect(scope.running).toBe(open.length);
  expect(scope.worst).toBe(worst);
  // As many as possible are under way, unless one has failed.
  if (worst !== 'FAILED')
    expect(open.length).toBe(Math.min(width, enabled.length - children.length + open.length));
  expect(isTerminal(state)).toBe(open.length === 0);
  if (isTerminal(state)) expect(state).toBe(worst);
}
