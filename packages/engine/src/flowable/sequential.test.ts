import { describe, expect, test } from 'vitest';
import { Conversation, FAILED, flowOf, SUCCEEDED, sequential, task } from '../engine.testing';

describe('a sequence of tasks', () => {
  test('starts its first task with the execution', () => {
    const talk = new Conversation(flowOf([task('a'), task('b')]));
    expect(talk.kinds()).toEqual(['executionCreated', 'executionStarted', 'taskRunCreated']);
    expect(talk.state).toBe('RUNNING');
    expect(talk.attempt('a')).toMatchObject({ number: 1, state: 'READY', dueAt: talk.now });
    expect(talk.states()).toEqual([['a', 'CREATED']]);
  });

  test('goes on task by task and ends SUCCESS', () => {
    const talk = new Conversation(flowOf([task('a'), task('b')]));
    talk.succeed('a');
    expect(talk.state).toBe('RUNNING');
    expect(talk.states()).toEqual([
      ['a', 'SUCCESS'],
      ['b', 'CREATED'],
    ]);
    talk.succeed('b');
    expect(talk.state).toBe('SUCCESS');
    expect(talk.kinds().slice(3)).toEqual([
      'attemptStarted',
      'attemptSucceeded',
      'taskRunEnded',
      'taskRunCreated',
      'attemptStarted',
      'attemptSucceeded',
      'taskRunEnded',
      'executionEnded',
    ]);
  });

  test('leaves disabled tasks out', () => {
    const talk = new Conversation(
      flowOf([task('a', { disabled: true }), task('b'), task('c', { disabled: true }), task('d')]),
    );
    talk.succeed('b');
    talk.succeed('d');
    expect(talk.taskRuns.map(({ taskId }) => taskId)).toEqual(['b', 'd']);
    expect(talk.state).toBe('SUCCESS');
  });

  test('with nothing to do ends SUCCESS at once', () => {
    const talk = new Conversation(flowOf([task('a', { disabled: true })]));
    expect(talk.kinds()).toEqual(['executionCreated', 'executionStarted', 'executionEnded']);
    expect(talk.state).toBe('SUCCESS');
    expect(talk.execution.endedAt).toBe(talk.now);
    expect(talk.execution.history.map(({ state }) => state)).toEqual(['CREATED', 'RUNNING', 'SUCCESS']);
  });

  test('ends FAILED at the first failed task', () => {
    const talk = new Conversation(flowOf([task('a'), task('b')]));
    talk.fail('a');
    expect(talk.state).toBe('FAILED');
    expect(talk.states()).toEqual([['a', 'FAILED']]);
  });

  test('fails a task that takes too long, and says how long it might have taken', () => {
    const talk = new Conversation(flowOf([task('a')]));
    talk.settle({ kind: 'timedOut', timeoutMs: 1500 }, 'a');
    const message = 'Timeout: the attempt took longer than 1.5 s.';
    expect(talk.events).toContainEqual(expect.objectContaining({ kind: 'attemptTimedOut', message }));
    expect(talk.attempt('a')).toMatchObject({ state: 'TIMED_OUT', error: message, endedAt: talk.now });
    expect(talk.state).toBe('FAILED');
  });

  test('keeps how an attempt ended, and why', () => {
    const talk = new Conversation(flowOf([task('a'), task('b')]));
    talk.settle(SUCCEEDED, 'a');
    talk.settle(FAILED, 'b');
    expect(talk.attempts.map(({ state, error, workerId }) => [state, error, workerId])).toEqual([
      ['SUCCEEDED', null, 'w'],
      ['FAILED', 'no', 'w'],
    ]);
    expect(talk.events.find(({ kind }) => kind === 'attemptFailed')).toMatchObject({ message: 'no' });
  });

  test('keeps what its tasks left, once an attempt, and nothing of those that left nothing', () => {
    const talk = new Conversation(flowOf([task('a'), task('b')]));
    talk.settle({ kind: 'succeeded', outputs: { value: 1 } }, 'a');
    talk.succeed('b');
    expect(talk.rows.outputs).toEqual([
      { taskRunId: talk.taskRun('a').id, taskId: 'a', values: [], attempt: 1, outputs: { value: 1 } },
    ]);
  });

  test('inside another one is one of its tasks', () => {
    const talk = new Conversation(flowOf([sequential('s', [task('a'), task('b')]), task('c')]));
    expect(talk.states()).toEqual([
      ['s', 'RUNNING'],
      ['a', 'CREATED'],
    ]);
    talk.succeed('a');
    expect(talk.tasksWith('READY')).toEqual(['b']);
    talk.succeed('b');
    expect(talk.states()).toEqual([
      ['s', 'SUCCESS'],
      ['a', 'SUCCESS'],
      ['b', 'SUCCESS'],
      ['c', 'CREATED'],
    ]);
    talk.succeed('c');
    expect(talk.state).toBe('SUCCESS');
  });

  test('without an enabled task ends at once, and what is behind it starts', () => {
    const talk = new Conversation(
      flowOf([sequential('s', []), sequential('t', [task('a', { disabled: true })]), task('b')]),
    );
    expect(talk.states()).toEqual([
      ['s', 'SUCCESS'],
      ['t', 'SUCCESS'],
      ['b', 'CREATED'],
    ]);
    expect(talk.kinds()).toEqual([
      'executionCreated',
      'executionStarted',
      'taskRunCreated',
      'taskRunStarted',
      'taskRunEnded',
      'taskRunCreated',
      'taskRunStarted',
      'taskRunEnded',
      'taskRunCreated',
    ]);
  });
});
