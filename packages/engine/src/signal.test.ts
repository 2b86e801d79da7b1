import { describe, expect, test } from 'vitest';
import { Conversation, constant, flowOf, parallel, settled, SUCCEEDED, task } from './engine.testing';

const retry = constant(1000);

describe('a signal', () => {
  test('is taken whatever becomes of it', () => {
    const talk = new Conversation(flowOf([task('a', { retry })]));
    talk.fail('a');
    const [signal] = talk.signals;
    if (!signal) throw new Error('no signal');
    expect(talk.tell({ kind: 'signal', signal }).changes.takenSignals).toEqual([signal.id]);
    const again = talk.tell({ kind: 'signal', signal });
    expect(again.outcomes).toEqual([{ kind: 'ignored', reason: 'the signal was heard already' }]);
    expect(again.changes.takenSignals).toEqual([]);
    expect(again.changes.newAttempts).toEqual([]);
    expect(again.events).toEqual([]);
  });

  test('that was heard already does not count for a later wait of the same task run', () => {
    const talk = new Conversation(flowOf([task('a', { retry })]));
    talk.fail('a');
    const [first] = talk.signals;
    if (!first) throw new Error('no signal');
    talk.tell({ kind: 'signal', signal: first });
    talk.fail('a');
    expect(talk.tell({ kind: 'signal', signal: first }).outcomes).toEqual([
      { kind: 'ignored', reason: 'the signal was heard already' },
    ]);
    expect(talk.signals).toMatchObject([{ attempt: 3 }]);
  });

  test('of an execution that has ended is taken, and nothing else happens', () => {
    const talk = new Conversation(flowOf([task('a')]));
    const taskRunId = talk.taskRun('a').id;
    talk.succeed('a');
    const signal = { kind: 'retryDue', id: 's', dueAt: talk.now, taskRunId, attempt: 2 } as const;
    talk.rows.signals.set(signal.id, signal);
    const { changes, outcomes, events } = talk.tell({ kind: 'signal', signal });
    expect(outcomes).toEqual([{ kind: 'ignored', reason: 'the execution has ended SUCCESS' }]);
    expect(changes.takenSignals).toEqual(['s']);
    expect([events, changes.execution, changes.newAttempts]).toEqual([[], null, []]);
  });

  test('about a task run that is not there is ignored', () => {
    const talk = new Conversation(flowOf([task('a')]));
    const signal = { kind: 'retryDue', id: 's', dueAt: talk.now, taskRunId: 'none', attempt: 2 } as const;
    talk.rows.signals.set(signal.id, signal);
    expect(talk.tell({ kind: 'signal', signal }).outcomes).toEqual([
      { kind: 'ignored', reason: 'the task run is gone' },
    ]);
  });

  test('is not before its time, whatever this clock says', () => {
    const talk = new Conversation(flowOf([task('a', { retry })]));
    talk.fail('a');
    const [signal] = talk.signals;
    if (!signal) throw new Error('no signal');
    talk.tell({ kind: 'signal', signal });
    expect(talk.events.at(-1)).toMatchObject({ kind: 'retryStarted', at: signal.dueAt, attempt: 2 });
    expect(talk.attempt('a').dueAt).toBe(signal.dueAt);
  });

  test('that is late happens when it is heard', () => {
    const talk = new Conversation(flowOf([task('a', { retry })]));
    talk.fail('a');
    talk.nowMs += 5000;
    talk.ring();
    expect(talk.events.at(-1)).toMatchObject({ kind: 'retryStarted', at: talk.now });
  });

  test('comes together with others and with results', () => {
    const talk = new Conversation(
      flowOf([parallel('p', [task('a', { retry }), task('b', { retry }), task('c')])]),
    );
    talk.fail('a', 'b');
    const c = talk.claim('c');
    talk.nowMs += 2000;
    const inputs = talk.signals.map((signal) => ({ kind: 'signal', signal }) as const);
    const { outcomes, ready } = talk.tell(...inputs.slice(0, 1), settled(c, SUCCEEDED), ...inputs.slice(1));
    expect(outcomes.map(({ kind }) => kind)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(ready).toEqual([talk.attempt('a').id, talk.attempt('b').id]);
    expect(talk.signals).toEqual([]);
    expect(talk.state).toBe('RUNNING');
  });
});
