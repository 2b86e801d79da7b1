import { describe, expect, test } from 'vitest';
import { Conversation, constant, flowOf, parallel, sequential, SUCCEEDED, task } from './engine.testing';

describe('a retry', () => {
  test('waits, becomes due, runs again, and the flow goes on', () => {
    const talk = new Conversation(flowOf([task('a', { retry: constant(1000) }), task('b')]));
    talk.fail('a');
    expect(talk.state).toBe('RETRYING');
    expect(talk.taskRun('a')).toMatchObject({ state: 'RETRYING', endedAt: null });
    const taskRunId = talk.taskRun('a').id;
    const dueAt = '2026-01-01T00:00:01.000Z';
    expect(talk.signals).toEqual([
      { kind: 'retryDue', id: expect.any(String) as string, taskRunId, attempt: 2, dueAt },
    ]);
    expect(talk.events.at(-1)).toMatchObject({
      kind: 'retryScheduled',
      attempt: 2,
      dueAt,
      taskRunState: 'RETRYING',
      executionState: 'RETRYING',
    });
    expect(talk.tasksWith('READY')).toEqual([]);

    talk.ring();
    expect(talk.state).toBe('RUNNING');
    expect(talk.signals).toEqual([]);
    expect(talk.attempt('a')).toMatchObject({ number: 2, state: 'READY', dueAt });
    talk.succeed('a');
    talk.succeed('b');
    expect(talk.state).toBe('SUCCESS');
    expect(talk.attempts.map(({ state, number }) => [state, number])).toEqual([
      ['FAILED', 1],
      ['SUCCEEDED', 2],
      ['SUCCEEDED', 1],
    ]);
    expect(talk.taskRun('a').history.map(({ state }) => state)).toEqual([
      'CREATED',
      'RUNNING',
      'FAILED',
      'RETRYING',
      'CREATED',
      'RUNNING',
      'SUCCESS',
    ]);
    expect(talk.execution.history.map(({ state }) => state)).toEqual([
      'CREATED',
      'RUNNING',
      'RETRYING',
      'RUNNING',
      'SUCCESS',
    ]);
  });

  test.each([
    ['maxAttempts counts the first try', constant(0, { maxAttempts: 3 }), 3],
    ['maxDuration counts to the start of the next try', constant(1000, { maxDurationMs: 2500 }), 3],
    ['maxDuration admits a start at its very end', constant(1000, { maxDurationMs: 2000 }), 3],
    ['one attempt is no retry', constant(0, { maxAttempts: 1 }), 1],
  ])('%s', (_, retry, tries) => {
    const talk = new Conversation(flowOf([task('a', { retry })]));
    talk.fail('a');
    for (let rounds = 0; rounds < 10 && talk.signals.length > 0; rounds += 1) {
      talk.ring();
      talk.fail('a');
    }
    expect(talk.attempts).toHaveLength(tries);
    expect(talk.state).toBe('FAILED');
  });

  test('counts maxDuration from the first start of the task, not from when it was created', () => {
    const talk = new Conversation(flowOf([task('a', { retry: constant(1000, { maxDurationMs: 1500 }) })]));
    talk.nowMs += 60_000;
    talk.fail('a');
    expect(talk.state).toBe('RETRYING');
    talk.ring();
    talk.fail('a');
    expect(talk.state).toBe('FAILED');
  });

  test('without a limit goes on for ever', () => {
    const talk = new Conversation(flowOf([task('a', { retry: constant(0) })]));
    talk.fail('a');
    for (let tries = 1; tries < 100; tries += 1) {
      talk.ring();
      talk.fail('a');
    }
    expect(talk.state).toBe('RETRYING');
  });

  test('of the flow counts for each task, but a task has its own', () => {
    const own = flowOf([task('a', { retry: constant(0, { maxAttempts: 1 }) })], { retry: constant(0) });
    const talk = new Conversation(own);
    talk.fail('a');
    expect(talk.state).toBe('FAILED');

    const inheriting = new Conversation(flowOf([task('a')], { retry: constant(0) }));
    inheriting.fail('a');
    expect(inheriting.state).toBe('RETRYING');
  });

  test.each([
    ['the task', [constant(1), constant(2), constant(3), constant(4)], 1],
    ['the nearest level around it', [undefined, constant(2), constant(3), constant(4)], 2],
    ['a level further out', [undefined, undefined, constant(3), constant(4)], 3],
    ['the flow', [undefined, undefined, undefined, constant(4)], 4],
  ])('follows the policy of %s', (_, [own, inner, outer, flow], waitMs) => {
    const talk = new Conversation(
      flowOf(
        [
          sequential('outer', [parallel('inner', [task('a', { retry: own })], { retry: inner })], {
            retry: outer,
          }),
        ],
        { retry: flow },
      ),
    );
    talk.fail('a');
    expect(talk.signals.map(({ dueAt }) => Date.parse(dueAt) - talk.nowMs)).toEqual([waitMs]);
  });

  test('of a level tries its failed child again and not the level', () => {
    const retry = constant(0, { maxAttempts: 2 });
    const talk = new Conversation(flowOf([sequential('s', [task('a'), task('b')], { retry })]));
    talk.succeed('a');
    talk.fail('b');
    talk.ring();
    talk.fail('b');
    expect(talk.states()).toEqual([
      ['s', 'FAILED'],
      ['a', 'SUCCESS'],
      ['b', 'FAILED'],
    ]);
    expect(talk.attempts).toHaveLength(3);
  });

  test('with warningOnRetry ends WARNING where it was needed, SUCCESS where not', () => {
    const retry = constant(0, { warningOnRetry: true });
    const smooth = new Conversation(flowOf([task('a', { retry })]));
    smooth.succeed('a');
    expect(smooth.state).toBe('SUCCESS');

    const bumpy = new Conversation(flowOf([task('a', { retry }), task('b')]));
    bumpy.fail('a');
    bumpy.ring();
    bumpy.succeed('a');
    bumpy.succeed('b');
    expect(bumpy.state).toBe('WARNING');

    const lost = new Conversation(flowOf([task('a', { retry })]));
    lost.tell({ kind: 'attemptLost', attemptId: lost.claim('a').id, workerId: 'w' });
    lost.succeed('a');
    expect(lost.state).toBe('SUCCESS');
  });

  test('follows a time-out as it follows a failure', () => {
    const talk = new Conversation(flowOf([task('a', { retry: constant(5) })]));
    talk.settle({ kind: 'timedOut', timeoutMs: 1 }, 'a');
    expect(talk.state).toBe('RETRYING');
  });

  test('keeps the outputs of the attempt that succeeded', () => {
    const talk = new Conversation(flowOf([task('a', { retry: constant(0) })]));
    talk.fail('a');
    talk.ring();
    talk.settle({ ...SUCCEEDED, outputs: { value: 1 } } as typeof SUCCEEDED, 'a');
    expect(talk.rows.outputs).toMatchObject([{ taskId: 'a', attempt: 2, outputs: { value: 1 } }]);
  });
});
