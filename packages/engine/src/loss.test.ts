import { describe, expect, test } from 'vitest';
import { Conversation, constant, flowOf, parallel, settled, SUCCEEDED, task } from './engine.testing';
import { MAX_LOST_ATTEMPTS, MAX_REFUSALS } from './settle';

function lose(talk: Conversation, taskId: string) {
  return talk.tell({ kind: 'attemptLost', attemptId: talk.claim(taskId).id, workerId: 'w' });
}

describe('a lost attempt', () => {
  test('is followed by another one at once, whatever the retry policy', () => {
    const talk = new Conversation(flowOf([task('a')]));
    const { ready } = lose(talk, 'a');
    expect(talk.attempts).toMatchObject([
      {
        number: 1,
        state: 'LOST',
        endedAt: talk.now,
        error: 'The worker w stopped answering, its lease ran out.',
      },
      { number: 2, state: 'READY', dueAt: talk.now },
    ]);
    expect(ready).toEqual([talk.attempt('a').id]);
    expect(talk.taskRun('a')).toMatchObject({ state: 'CREATED', lostAttempts: 1, endedAt: null });
    expect(talk.events.at(-1)).toMatchObject({ kind: 'attemptLost', attempt: 1, taskRunState: 'CREATED' });
    expect(talk.state).toBe('RUNNING');
  });

  test('does not count as a try', () => {
    const talk = new Conversation(flowOf([task('a', { retry: constant(0, { maxAttempts: 2 }) })]));
    lose(talk, 'a');
    talk.fail('a');
    expect(talk.state).toBe('RETRYING');
    talk.ring();
    lose(talk, 'a');
    talk.fail('a');
    expect(talk.state).toBe('FAILED');
  });

  test('too often fails the task: it probably is what kills its workers', () => {
    const talk = new Conversation(flowOf([task('a', { retry: constant(0) }), task('b')]));
    for (let losses = 0; losses < MAX_LOST_ATTEMPTS; losses += 1) lose(talk, 'a');
    expect(talk.attempts).toHaveLength(MAX_LOST_ATTEMPTS);
    expect(talk.taskRun('a')).toMatchObject({ state: 'FAILED', lostAttempts: MAX_LOST_ATTEMPTS });
    expect(talk.events.map(({ kind }) => kind).slice(-3)).toEqual([
      'attemptLost',
      'taskRunEnded',
      'executionEnded',
    ]);
    expect(talk.state).toBe('FAILED');
  });

  test('is lost to the worker that held it only', () => {
    const talk = new Conversation(flowOf([task('a')]));
    const { id } = talk.claim('a', 'w1');
    const { outcomes } = talk.tell({ kind: 'attemptLost', attemptId: id, workerId: 'w2' });
    expect(outcomes).toEqual([{ kind: 'ignored', reason: 'the attempt is held by w1' }]);
    expect(talk.attempts).toMatchObject([{ state: 'RUNNING' }]);
  });

  test('takes no result any more', () => {
    const talk = new Conversation(flowOf([task('a')]));
    const first = talk.claim('a');
    talk.tell({ kind: 'attemptLost', attemptId: first.id, workerId: 'w' });
    expect(talk.tell(settled(first, SUCCEEDED)).outcomes).toEqual([
      { kind: 'ignored', reason: 'the attempt is LOST' },
    ]);
    expect(talk.tasksWith('READY')).toEqual(['a']);
  });
});

describe('an attempt that is handed back', () => {
  const handBack = (talk: Conversation, taskId: string) =>
    talk.tell({ kind: 'attemptHandedBack', attemptId: talk.claim(taskId).id, workerId: 'w' });

  test('is READY again at once under the same number, and nothing is counted', () => {
    const talk = new Conversation(flowOf([task('a')]));
    talk.nowMs += 1000;
    const firstStart = talk.now;
    const { id } = talk.claim('a');
    talk.nowMs += 1000;
    const { ready } = talk.tell({ kind: 'attemptHandedBack', attemptId: id, workerId: 'w' });
    expect(talk.attempts).toMatchObject([
      {
        id,
        number: 1,
        state: 'READY',
        workerId: null,
        startedAt: null,
        dueAt: talk.now,
        refusals: 0,
        endedAt: null,
        error: null,
      },
    ]);
    expect(ready).toEqual([id]);
    expect(talk.taskRun('a')).toMatchObject({ state: 'CREATED', lostAttempts: 0, startedAt: firstStart });
    expect(talk.events.at(-1)).toMatchObject({
      kind: 'attemptReleased',
      attempt: 1,
      taskRunState: 'CREATED',
      message: 'The worker w gave it back.',
    });
  });

  test('as often as workers stop does not end the task', () => {
    const talk = new Conversation(flowOf([task('a', { retry: constant(0, { maxAttempts: 2 }) })]));
    for (let deploys = 0; deploys < 50; deploys += 1) handBack(talk, 'a');
    expect(talk.attempt('a')).toMatchObject({ number: 1, state: 'READY', refusals: 0 });
    talk.fail('a');
    expect(talk.state).toBe('RETRYING');
  });

  test('together with the results of others leaves the level open', () => {
    const talk = new Conversation(flowOf([parallel('p', [task('a'), task('b')])]));
    const [a, b] = [talk.claim('a'), talk.claim('b')];
    const { ready, outcomes } = talk.tell(
      { kind: 'attemptHandedBack', attemptId: a.id, workerId: 'w' },
      settled(b, SUCCEEDED),
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(['accepted', 'accepted']);
    expect(ready).toEqual([a.id]);
    expect(talk.states()).toEqual([
      ['p', 'RUNNING'],
      ['a', 'CREATED'],
      ['b', 'SUCCESS'],
    ]);
    talk.succeed('a');
    expect(talk.state).toBe('SUCCESS');
  });

  test('takes no result any more from the one that gave it back', () => {
    const talk = new Conversation(flowOf([task('a')]));
    const first = talk.claim('a', 'w1');
    talk.tell({ kind: 'attemptHandedBack', attemptId: first.id, workerId: 'w1' });
    expect(talk.tell(settled(first, SUCCEEDED)).outcomes[0]?.kind).toBe('ignored');
    talk.claim('a', 'w2');
    expect(talk.tell(settled(first, SUCCEEDED)).outcomes).toEqual([
      { kind: 'ignored', reason: 'the attempt is held by w2' },
    ]);
  });
});

describe('an attempt that is refused', () => {
  const refuse = (talk: Conversation, taskId: string) =>
    talk.tell({
      kind: 'attemptRefused',
      attemptId: talk.claim(taskId).id,
      workerId: 'w',
      message: 'I do not know this type.',
    });

  test('waits for a worker that can run it, longer each time, and fails in the end', () => {
    const talk = new Conversation(flowOf([task('a'), task('b')]));
    const waits: number[] = [];
    for (let refusals = 1; refusals < MAX_REFUSALS; refusals += 1) {
      refuse(talk, 'a');
      expect(talk.attempt('a')).toMatchObject({ number: 1, state: 'READY', workerId: null, refusals });
      expect(talk.taskRun('a').state).toBe('CREATED');
      waits.push((Date.parse(talk.attempt('a').dueAt) - talk.nowMs) / 1000);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
    expect(talk.events.at(-1)).toMatchObject({
      kind: 'attemptReleased',
      message: 'I do not know this type.',
    });
    refuse(talk, 'a');
    expect(talk.attempt('a')).toMatchObject({ state: 'FAILED', error: 'I do not know this type.' });
    expect(talk.state).toBe('FAILED');
  });

  test('for good is a try, and the next one begins anew', () => {
    const talk = new Conversation(flowOf([task('a', { retry: constant(0, { maxAttempts: 2 }) })]));
    for (let refusals = 0; refusals < MAX_REFUSALS; refusals += 1) refuse(talk, 'a');
    expect(talk.state).toBe('RETRYING');
    talk.ring();
    expect(talk.attempt('a')).toMatchObject({ number: 2, refusals: 0 });
  });

  test('keeps its count when it is handed back in between', () => {
    const talk = new Conversation(flowOf([task('a')]));
    refuse(talk, 'a');
    talk.tell({ kind: 'attemptHandedBack', attemptId: talk.claim('a').id, workerId: 'w' });
    expect(talk.attempt('a')).toMatchObject({ refusals: 1, dueAt: talk.now });
    refuse(talk, 'a');
    expect(Date.parse(talk.attempt('a').dueAt) - talk.nowMs).toBe(2000);
  });
});
