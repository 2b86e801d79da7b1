import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide, MAX_LOST_ATTEMPTS } from './decide';
import { Conversation, constant, FAILED, flowOf, SUCCEEDED, task } from './engine.testing';
import { EXECUTION_MOVES, isTerminal, type State, TASK_RUN_MOVES } from './state';

describe('a sequence of tasks', () => {
  test('starts its first task with the execution', () => {
    const talk = new Conversation(flowOf([task('a'), task('b')]));
    expect(talk.kinds()).toEqual(['executionCreated', 'executionStarted', 'taskRunCreated']);
    expect(talk.state).toBe('RUNNING');
    expect(talk.ready('a').number).toBe(1);
  });

  test('goes on task by task and ends SUCCESS', () => {
    const talk = new Conversation(flowOf([task('a'), task('b')]));
    talk.settle('a', SUCCEEDED);
    expect(talk.state).toBe('RUNNING');
    talk.settle('b', SUCCEEDED);
    expect(talk.state).toBe('SUCCESS');
    expect(talk.kinds().slice(3)).toEqual([
      'attemptSucceeded',
      'taskRunEnded',
      'taskRunCreated',
      'attemptSucceeded',
      'taskRunEnded',
      'executionEnded',
    ]);
  });

  test('leaves disabled tasks out', () => {
    const talk = new Conversation(
      flowOf([task('a', { disabled: true }), task('b'), task('c', { disabled: true })]),
    );
    talk.settle('b', SUCCEEDED);
    expect(talk.taskRuns.map(({ taskId }) => taskId)).toEqual(['b']);
    expect(talk.state).toBe('SUCCESS');
  });

  test('with nothing to do ends SUCCESS at once', () => {
    const talk = new Conversation(flowOf([task('a', { disabled: true })]));
    expect(talk.kinds()).toEqual(['executionCreated', 'executionStarted', 'executionEnded']);
    expect(talk.state).toBe('SUCCESS');
  });

  test('ends FAILED at the first failed task', () => {
    const talk = new Conversation(flowOf([task('a'), task('b')]));
    talk.settle('a', FAILED);
    expect(talk.state).toBe('FAILED');
    expect(talk.taskRuns.map(({ taskId, state }) => [taskId, state])).toEqual([['a', 'FAILED']]);
  });

  test('fails a task that takes too long, and says how long it might have taken', () => {
    const talk = new Conversation(flowOf([task('a')]));
    talk.settle('a', { kind: 'timedOut', timeoutMs: 1500 });
    expect(talk.events).toContainEqual(
      expect.objectContaining({
        kind: 'attemptTimedOut',
        message: 'Timeout: the attempt took longer than 1.5 s.',
      }),
    );
    expect(talk.state).toBe('FAILED');
  });
});

describe('a retry', () => {
  test('waits, becomes due, runs again, and the flow goes on', () => {
    const talk = new Conversation(flowOf([task('a', { retry: constant(1000) }), task('b')]));
    const decision = talk.settle('a', FAILED);
    expect(talk.state).toBe('RETRYING');
    expect(talk.taskRuns[0]?.state).toBe('RETRYING');
    expect(decision).toMatchObject({
      commands: [{ kind: 'runAttempt', notBefore: '2026-01-01T00:00:01.000Z' }],
    });

    const attempt = talk.waiting();
    if (!attempt) throw new Error('no attempt waits');
    expect(talk.retryDue(attempt)).toEqual({ kind: 'ignored', reason: 'the retry is not due yet' });
    talk.nowMs += 1000;
    talk.retryDue(attempt);
    expect(talk.state).toBe('RUNNING');
    expect(talk.retryDue(attempt)).toEqual({ kind: 'ignored', reason: 'the attempt is READY' });

    talk.settle('a', SUCCEEDED);
    talk.settle('b', SUCCEEDED);
    expect(talk.state).toBe('SUCCESS');
    expect(talk.attempts.map(({ status }) => status)).toEqual(['FAILED', 'SUCCEEDED', 'SUCCEEDED']);
  });

  test.each([
    ['maxAttempts counts the first try', constant(0, { maxAttempts: 3 }), 3],
    ['maxDuration counts to the start of the next try', constant(1000, { maxDurationMs: 2500 }), 3],
    ['one attempt is no retry', constant(0, { maxAttempts: 1 }), 1],
  ])('%s', (_, retry, tries) => {
    const talk = new Conversation(flowOf([task('a', { retry })]));
    talk.settle('a', FAILED);
    for (let attempt = talk.waiting(); attempt; attempt = talk.waiting()) {
      talk.nowMs = Date.parse(attempt.dueAt);
      talk.retryDue(attempt);
      talk.settle('a', FAILED);
    }
    expect(talk.attempts).toHaveLength(tries);
    expect(talk.state).toBe('FAILED');
  });

  test('of the flow counts for each task, but a task has its own', () => {
    const flow = flowOf([task('a', { retry: constant(0, { maxAttempts: 1 }) })], { retry: constant(0) });
    const talk = new Conversation(flow);
    talk.settle('a', FAILED);
    expect(talk.state).toBe('FAILED');

    const inheriting = new Conversation(flowOf([task('a')], { retry: constant(0) }));
    inheriting.settle('a', FAILED);
    expect(inheriting.state).toBe('RETRYING');
  });

  test('with warningOnRetry ends WARNING where it was needed, SUCCESS where not', () => {
    const retry = constant(0, { warningOnRetry: true });
    const smooth = new Conversation(flowOf([task('a', { retry })]));
    smooth.settle('a', SUCCEEDED);
    expect(smooth.state).toBe('SUCCESS');

    const bumpy = new Conversation(flowOf([task('a', { retry }), task('b')]));
    bumpy.settle('a', FAILED);
    const attempt = bumpy.waiting();
    if (attempt) bumpy.retryDue(attempt);
    bumpy.settle('a', SUCCEEDED);
    bumpy.settle('b', SUCCEEDED);
    expect(bumpy.state).toBe('WARNING');
  });
});

describe('a lost attempt', () => {
  const LOST = { kind: 'lost', workerId: 'w' } as const;

  test('is tried again at once, whatever the retry policy, and does not count as a try', () => {
    const talk = new Conversation(flowOf([task('a', { retry: constant(0, { maxAttempts: 2 }) })]));
    talk.settle('a', LOST);
    expect(talk.taskRuns[0]?.state).toBe('CREATED');
    talk.settle('a', FAILED);
    expect(talk.state).toBe('RETRYING');
  });

  test('too often fails the task: it probably is what kills its workers', () => {
    const talk = new Conversation(flowOf([task('a'), task('b')]));
    for (let n = 0; n < MAX_LOST_ATTEMPTS; n += 1) talk.settle('a', LOST);
    expect(talk.attempts).toHaveLength(MAX_LOST_ATTEMPTS);
    expect(talk.state).toBe('FAILED');
  });
});

test('a late or repeated message is ignored', () => {
  const talk = new Conversation(flowOf([task('a')]));
  const attempt = talk.claim('a');
  talk.settleAttempt(attempt, SUCCEEDED);
  const before = talk.events.length;
  expect(talk.settleAttempt(attempt, FAILED)).toEqual({
    kind: 'ignored',
    reason: 'the execution has ended SUCCESS',
  });
  expect(talk.events).toHaveLength(before);
  expect(talk.state).toBe('SUCCESS');
});

/** One thing that may happen to an execution, drawn at random. */
describe('flow outputs', () => {
  const outputs = [{ id: 'o', type: 'STRING', value: '{{ outputs.a.value }}', required: true }] as const;
  const flow = flowOf([task('a'), task('b')], { outputs });

  test('are wanted once, when the execution ends, with the task runs as they will be', () => {
    const talk = new Conversation(flow);
    talk.settle('a', SUCCEEDED);
    expect(talk.outputsRendered).toBe(0);
    const attempt = talk.claim('b');
    const decision = decide(
      flow,
      talk.snapshot(attempt),
      { kind: 'attemptSettled', result: { kind: 'succeeded', outputs: { value: 1 } } },
      talk.given(),
    );
    expect(decision).toMatchObject({
      kind: 'outputsWanted',
      taskRuns: [{ id: attempt.taskRunId, state: 'SUCCESS', outputs: { value: 1 } }],
    });
    talk.flowOutputs = { kind: 'rendered', values: { o: 'x' } };
    talk.settleAttempt(attempt, SUCCEEDED);
    expect(talk.execution).toMatchObject({ state: 'SUCCESS', outputs: { o: 'x' } });
    expect(talk.outputsRendered).toBe(1);
  });

  test('are given by a failed execution too', () => {
    const talk = new Conversation(flow, { kind: 'rendered', values: { o: 'x' } });
    talk.settle('a', FAILED);
    expect(talk.execution).toMatchObject({ state: 'FAILED', outputs: { o: 'x' } });
  });

  test('fail the execution when they cannot be rendered, which says why', () => {
    const talk = new Conversation(flow, { kind: 'failed', message: 'no `a`' });
    talk.settle('a', SUCCEEDED);
    talk.settle('b', SUCCEEDED);
    const error = 'Failed to render output values: no `a`';
    expect(talk.execution).toMatchObject({ state: 'FAILED', error });
    expect(talk.execution).not.toHaveProperty('outputs');
    expect(talk.logged).toEqual([error]);
    expect(talk.events.at(-1)).toEqual({ kind: 'executionEnded', executionState: 'FAILED', message: error });
  });

  test('of an execution without a task to run', () => {
    const talk = new Conversation(flowOf([task('a', { disabled: true })], { outputs }), {
      kind: 'rendered',
      values: { o: 'x' },
    });
    expect(talk.execution).toMatchObject({ state: 'SUCCESS', outputs: { o: 'x' } });
    expect(talk.kinds()).toEqual(['executionCreated', 'executionStarted', 'executionEnded']);
  });

  test('a flow without outputs is not asked about them', () => {
    const talk = new Conversation(flowOf([task('a')], { outputs: [] }));
    talk.settle('a', SUCCEEDED);
    expect(talk.outputsRendered).toBe(0);
    expect(talk.execution).not.toHaveProperty('outputs');
  });
});

const happening = fc.oneof(
  fc.constant('succeed' as const),
  fc.constant('fail' as const),
  fc.constant('timeOut' as const),
  fc.constant('lose' as const),
  fc.constant('repeatOldMessage' as const),
  fc.constant('wait' as const),
);

const randomTask = fc.record({
  disabled: fc.boolean(),
  retry: fc.option(
    fc.record({
      type: fc.constant('constant' as const),
      intervalMs: fc.nat(2000),
      maxAttempts: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
      maxDurationMs: fc.option(fc.integer({ min: 2001, max: 9000 }), { nil: undefined }),
      warningOnRetry: fc.boolean(),
    }),
    { nil: undefined },
  ),
});

test('whatever happens in whichever order, only legal moves are made and an ended execution stays as it is', () => {
  fc.assert(
    fc.property(
      fc.array(randomTask, { minLength: 1, maxLength: 6 }),
      fc.array(happening, { maxLength: 60 }),
      (shapes, happenings) => {
        const tasks = shapes.map((shape, index) => task(`t${index}`, shape));
        const talk = new Conversation(flowOf(tasks));
        for (const what of happenings) {
          const ready = talk.attempts.find(({ status }) => status === 'READY');
          const waiting = talk.waiting();
          const old = talk.attempts.find(({ status }) => !['READY', 'WAITING', 'RUNNING'].includes(status));
          if (what === 'repeatOldMessage') {
            if (old) expect(talk.settleAttempt(old, SUCCEEDED).kind).toBe('ignored');
          } else if (what === 'wait') {
            talk.nowMs += 1500;
            if (waiting) talk.retryDue(waiting);
          } else if (ready) {
            const results = {
              succeed: SUCCEEDED,
              fail: FAILED,
              timeOut: { kind: 'timedOut', timeoutMs: 1 },
              lose: { kind: 'lost', workerId: 'w' },
            } as const;
            talk.settle(talk.taskRunOf(ready).taskId, results[what]);
          }
          checkInvariants(talk);
        }
        expectLegalMoves(talk);
      },
    ),
    { numRuns: 500 },
  );
});

function checkInvariants(talk: Conversation): void {
  const open = talk.attempts.filter(({ status }) => ['READY', 'WAITING', 'RUNNING'].includes(status));
  // Something is always under way, or the execution has ended: nothing is ever stuck.
  expect(open).toHaveLength(isTerminal(talk.state) ? 0 : 1);
  expect(talk.state === 'RETRYING').toBe(open.some(({ status }) => status === 'WAITING'));
  const enabled = talk.flow.tasks.filter(({ disabled }) => !disabled).map(({ id }) => id);
  // Task runs are the enabled tasks in order, each once.
  expect(talk.taskRuns.map(({ taskId }) => taskId)).toEqual(enabled.slice(0, talk.taskRuns.length));
  if (talk.state === 'SUCCESS')
    expect(talk.taskRuns.map(({ state }) => state)).toEqual(enabled.map(() => 'SUCCESS'));
}

function expectLegalMoves(talk: Conversation): void {
  let execution: State | undefined;
  const taskRuns = new Map<string, State>();
  for (const event of talk.events) {
    if ('executionState' in event && event.executionState) {
      if (execution) expect(EXECUTION_MOVES[execution]).toContain(event.executionState);
      execution = event.executionState;
    }
    if ('taskRunState' in event && event.taskRunState) {
      const before = taskRuns.get(event.taskRunId);
      // The claim's own move to RUNNING is not among the engine's events.
      const moves = before === 'CREATED' ? TASK_RUN_MOVES.RUNNING : before && TASK_RUN_MOVES[before];
      if (before && before !== event.taskRunState) expect(moves).toContain(event.taskRunState);
      taskRuns.set(event.taskRunId, event.taskRunState);
    }
  }
}
