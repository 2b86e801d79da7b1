import { describe, expect, test } from 'vitest';
import { start } from './decide';
import { type EngineInput, isEmpty } from './decision';
import { ACCEPTED, Conversation, constant, FAILED, flowOf, settled, SUCCEEDED, task } from './engine.testing';

describe('a start', () => {
  test('stores what was asked for, and starts at once', () => {
    const flow = flowOf([task('a')]);
    const request = {
      executionId: 'e',
      flowRevision: 7,
      inputs: { i: 1 },
      labels: [{ key: 'k', value: 'v' }],
      trigger: { id: 't', type: 'Webhook', variables: { body: 'x' } },
    };
    let ids = 0;
    const now = new Date('2026-01-01T00:00:00.000Z');
    const at = now.toISOString();
    const decision = start(flow, request, { now, newId: () => `id-${(ids += 1)}` });
    expect(decision).toMatchObject({
      kind: 'decided',
      executionId: 'e',
      outcomes: [],
      ready: ['id-2'],
      changes: {
        newExecution: {
          namespace: 'test',
          flowId: 'flow',
          flowRevision: 7,
          inputs: { i: 1 },
          labels: [{ key: 'k', value: 'v' }],
          trigger: request.trigger,
          originalId: 'e',
          createdAt: at,
        },
        execution: {
          state: 'RUNNING',
          startedAt: at,
          history: [
            { state: 'CREATED', at },
            { state: 'RUNNING', at },
          ],
        },
        newTaskRuns: [{ id: 'id-1', taskId: 'a', history: [{ state: 'CREATED', at }], createdAt: at }],
        newAttempts: [{ id: 'id-2', taskRunId: 'id-1', number: 1, state: 'READY', createdAt: at, dueAt: at }],
      },
      after: { execution: { id: 'e', state: 'RUNNING', version: 1, retrying: 0 } },
    });
  });
});

describe('a claim that is decided together with something else', () => {
  test('starts a READY attempt, as one from the database does', () => {
    const [decided, stored] = [new Conversation(flowOf([task('a')])), new Conversation(flowOf([task('a')]))];
    const { id } = decided.attempt('a');
    const { outcomes, ready } = decided.tell({ kind: 'attemptClaimed', attemptId: id, workerId: 'w' });
    expect([outcomes, ready]).toEqual([[ACCEPTED], []]);
    stored.claim('a');
    const [ours, theirs] = [decided.rows.plain(), stored.rows.plain()];
    expect({ ...ours, execution: null }).toEqual({ ...theirs, execution: null });
  });

  test('is not before the attempt is due, whatever this clock says', () => {
    const talk = new Conversation(flowOf([task('a')]));
    const { id, dueAt } = talk.attempt('a');
    const at = new Date(talk.nowMs - 1000).toISOString();
    talk.tell({ kind: 'attemptClaimed', attemptId: id, workerId: 'w', at });
    expect(talk.attempt('a').startedAt).toBe(dueAt);
  });

  test('keeps when its task run started first', () => {
    const talk = new Conversation(flowOf([task('a', { retry: constant(1000) })]));
    const first = talk.now;
    talk.fail('a');
    talk.ring();
    const { id } = talk.attempt('a');
    talk.tell({ kind: 'attemptClaimed', attemptId: id, workerId: 'w' });
    expect(talk.taskRun('a').startedAt).toBe(first);
    expect(talk.attempt('a').startedAt).toBe(talk.now);
  });

  test('of one that is held is ignored', () => {
    const talk = new Conversation(flowOf([task('a')]));
    const { id } = talk.claim('a', 'w1');
    const { outcomes } = talk.tell({ kind: 'attemptClaimed', attemptId: id, workerId: 'w2' });
    expect(outcomes).toEqual([{ kind: 'ignored', reason: 'the attempt is RUNNING' }]);
  });
});

describe('a message that does not fit', () => {
  const ended = (talk: Conversation) => {
    const attempt = talk.claim('a');
    talk.tell(settled(attempt, SUCCEEDED));
    return attempt;
  };
  const table: [string, (talk: Conversation) => EngineInput, string][] = [
    ['after the end', (talk) => settled(ended(talk), FAILED), 'the execution has ended SUCCESS'],
    [
      'about an attempt that is not there',
      () => ({ kind: 'attemptLost', attemptId: 'none', workerId: 'w' }),
      'there is no such attempt',
    ],
    [
      'about an attempt that nobody holds',
      (talk) => settled(talk.attempt('a'), SUCCEEDED),
      'the attempt is READY',
    ],
    [
      'of a worker that does not hold the attempt',
      (talk) => settled(talk.claim('a', 'w1'), SUCCEEDED, { workerId: 'w2' }),
      'the attempt is held by w1',
    ],
    [
      'that hands back what another one holds',
      (talk) => ({ kind: 'attemptHandedBack', attemptId: talk.claim('a', 'w1').id, workerId: 'w2' }),
      'the attempt is held by w1',
    ],
    [
      'that refuses what another one holds',
      (talk) => ({
        kind: 'attemptRefused',
        attemptId: talk.claim('a', 'w1').id,
        workerId: 'w2',
        message: '',
      }),
      'the attempt is held by w1',
    ],
  ];

  test.each(table)('%s is ignored, and changes nothing', (_, inputOf, reason) => {
    const talk = new Conversation(flowOf([task('a')]));
    const input = inputOf(talk);
    const before = { ...talk.rows.plain(), events: [...talk.events] };
    const decision = talk.tell(input);
    expect(decision.outcomes).toEqual([{ kind: 'ignored', reason }]);
    expect(isEmpty(decision)).toBe(true);
    expect(talk.rows.plain()).toEqual({
      ...before,
      execution: { ...before.execution, version: before.execution.version + 1 },
    });
  });

  test('leaves what was decided empty, and what fits does not', () => {
    const talk = new Conversation(flowOf([task('a', { retry: constant(0) })]));
    expect(isEmpty(talk.tell())).toBe(true);
    expect(isEmpty(talk.tell(settled(talk.claim('a'), FAILED)))).toBe(false);
    // A signal that is heard has to go, also when nothing follows from it.
    const [signal] = talk.signals;
    if (!signal) throw new Error('no signal');
    talk.ring();
    const gone = talk.tell({ kind: 'signal', signal });
    expect([gone.outcomes[0]?.kind, isEmpty(gone)]).toEqual(['ignored', true]);
    talk.rows.signals.set(signal.id, signal);
    const ignored = talk.tell({ kind: 'signal', signal });
    expect([ignored.outcomes[0]?.kind, isEmpty(ignored)]).toEqual(['ignored', false]);
  });
});

describe('the time of what happened', () => {
  test('is that of who tells it, else now', () => {
    const talk = new Conversation(flowOf([task('a'), task('b')]));
    const at = new Date(talk.nowMs + 400).toISOString();
    const attempt = talk.claim('a');
    talk.nowMs += 1000;
    talk.tell(settled(attempt, SUCCEEDED, { at }));
    expect(talk.attempt('a').endedAt).toBe(at);
    expect(talk.taskRun('a').endedAt).toBe(at);
    expect(talk.attempt('b')).toMatchObject({ createdAt: at, dueAt: at });
    talk.succeed('b');
    expect(talk.execution).toMatchObject({ endedAt: talk.now });
  });

  test('is not before the start of the attempt, whatever the clocks say', () => {
    const talk = new Conversation(flowOf([task('a')]));
    const attempt = talk.claim('a');
    const at = new Date(talk.nowMs - 5000).toISOString();
    talk.tell(settled(attempt, SUCCEEDED, { at }));
    expect(talk.attempt('a')).toMatchObject({ startedAt: talk.now, endedAt: talk.now });
    expect(talk.events.at(-1)?.at).toBe(talk.now);
  });

  test('is its own for each of several inputs', () => {
    const talk = new Conversation(flowOf([task('a'), task('b')]));
    const times = [100, 200].map((ms) => new Date(talk.nowMs + ms).toISOString());
    const { id } = talk.attempt('a');
    talk.nowMs += 1000;
    talk.tell(
      { kind: 'attemptClaimed', attemptId: id, workerId: 'w', at: times[0] },
      settled({ id, workerId: 'w' }, SUCCEEDED, { at: times[1] }),
    );
    expect(talk.attempts[0]).toMatchObject({ startedAt: times[0], endedAt: times[1] });
  });
});
