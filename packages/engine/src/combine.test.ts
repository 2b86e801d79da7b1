import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { around } from './around';
import { combine } from './combine';
import { decide, start } from './decide';
import { type Decided, isEmpty } from './decision';
import {
  Conversation,
  constant,
  flowOf,
  parallel,
  sequential,
  settled,
  SUCCEEDED,
  task,
} from './engine.testing';
import { inputsOf, momentsOf, prepare, randomFlow, randomHistory } from './random.testing';
import type { Rows } from './rows.testing';

describe('two decisions as one', () => {
  test('leave the rows that they leave one by one, except for the version', () => {
    const shown = { claims: 0, rings: 0, settled: 0 };
    fc.assert(
      fc.property(randomFlow, randomHistory, fc.integer({ min: 1, max: 4 }), (flow, history, size) => {
        const talk = new Conversation(flow);
        let before = talk.rows.copy();
        let whole: Decided | null = null;
        let ready = new Set<string>();
        let count = 0;
        for (const moment of momentsOf(talk, history)) {
          talk.nowMs += moment.waitMs;
          // Between decisions that are held back nobody else writes.
          if (count === 0) {
            prepare(talk, { ...moment, waitMs: 0 });
            before = talk.rows.copy();
          }
          const decision = talk.tell(...inputsOf(talk, moment));
          for (const id of decision.ready) ready.add(id);
          shown.claims += decision.events.filter(({ kind }) => kind === 'attemptStarted').length;
          shown.rings += decision.changes.takenSignals.length;
          shown.settled += decision.events.filter(({ kind }) => kind === 'taskRunEnded').length;
          whole = whole ? combine(whole, decision) : decision;
          count += 1;
          if (count < size) continue;
          const together = before.copy();
          together.apply(whole);
          expect(withoutVersion(together)).toEqual(withoutVersion(talk.rows));
          expect(together.execution.version).toBe(before.execution.version + 1);
          const stillReady = talk.attempts.filter(({ id, state }) => ready.has(id) && state === 'READY');
          expect(whole.ready.toSorted()).toEqual(stillReady.map(({ id }) => id).sort());
          [whole, ready, count] = [null, new Set(), 0];
        }
      }),
      { numRuns: 200 },
    );
    // Else nothing was shown.
    for (const times of Object.values(shown)) expect(times).toBeGreaterThan(10);
  });

  test('tell their events one behind the other, and leave the answers to the second', () => {
    const talk = new Conversation(flowOf([task('a'), task('b')]));
    const first = talk.succeed('a');
    const second = talk.succeed('b');
    const whole = combine(first, second);
    expect(whole.events).toEqual([...first.events, ...second.events]);
    expect(whole.outcomes).toEqual(second.outcomes);
    expect(whole.ready).toEqual([]);
  });

  test('begin an execution together with what follows', () => {
    const flow = flowOf([sequential('s', [task('a'), task('b')])]);
    const request = { executionId: 'execution', flowRevision: 1, inputs: null, labels: [], trigger: null };
    const talk = new Conversation(flow);
    const given = { now: new Date(talk.nowMs), newId: idSource() };
    const started = start(flow, request, given);
    if (started.kind !== 'decided') throw new Error('not decided');
    const [ready] = started.ready;
    if (ready === undefined) throw new Error('nothing is ready');
    const claimed = decide(
      flow,
      started.after,
      [{ kind: 'attemptClaimed', attemptId: ready, workerId: 'w' }],
      given,
    );
    if (claimed.kind !== 'decided') throw new Error('not decided');
    const { changes, after } = combine(started, claimed);
    expect(changes.newAttempts).toMatchObject([{ id: ready, state: 'RUNNING', workerId: 'w' }]);
    expect(changes.newTaskRuns.map(({ state }) => state)).toEqual(['RUNNING', 'RUNNING']);
    expect(changes.newTaskRuns[1]?.history.map(({ state }) => state)).toEqual(['CREATED', 'RUNNING']);
    expect([changes.attempts, changes.taskRuns]).toEqual([[], []]);
    expect(changes.newExecution).not.toBeNull();
    expect(after.execution.version).toBe(1);
  });

  test('forget a signal that was made and taken between them', () => {
    const talk = new Conversation(flowOf([task('a', { retry: constant(0) })]));
    const failed = talk.fail('a');
    const rung = talk.ring();
    const { changes } = combine(failed, rung);
    expect([changes.newSignals, changes.takenSignals]).toEqual([[], []]);
    expect(changes.execution).toMatchObject({ state: 'RUNNING', retrying: 0 });
    // One from before stays taken.
    talk.fail('a');
    const after = combine(talk.ring(), talk.fail('a'));
    expect(after.changes.takenSignals).toHaveLength(1);
    expect(after.changes.newSignals).toHaveLength(1);
  });

  test('of which neither changes anything are empty', () => {
    const talk = new Conversation(flowOf([task('a')]));
    const nothing = () => talk.tell({ kind: 'attemptLost', attemptId: 'none', workerId: 'w' });
    const whole = combine(nothing(), nothing());
    expect(whole.changes.execution).toBeNull();
    expect(isEmpty(whole)).toBe(true);
  });

  test('keep what the first left READY when the second knew only its own rows', () => {
    const flow = flowOf([parallel('p', [sequential('s', [task('a'), task('b')]), task('c'), task('d')])]);
    const talk = new Conversation(flow);
    const [a, c] = [talk.claim('a'), talk.claim('c')];
    const first = talk.tell(settled(a, SUCCEEDED), {
      kind: 'attemptHandedBack',
      attemptId: c.id,
      workerId: 'w',
    });
    const b = talk.attempt('b').id;
    expect(first.ready).toEqual([b, c.id]);
    const second = decide(
      flow,
      around(first.after, [b]),
      [{ kind: 'attemptClaimed', attemptId: b, workerId: 'w' }],
      talk.given(),
    );
    if (second.kind !== 'decided') throw new Error('not decided');
    expect(combine(first, second).ready).toEqual([c.id]);
  });

  test('of 10,000 attempts look at each of them once', () => {
    const tasks = Array.from({ length: 10_000 }, (_, index) => task(`t${index}`));
    const flow = flowOf([parallel('p', tasks)]);
    const talk = new Conversation(flow);
    const request = { executionId: 'execution', flowRevision: 1, inputs: null, labels: [], trigger: null };
    const first = start(flow, request, talk.given());
    if (first.kind !== 'decided') throw new Error('not decided');
    const [ready = ''] = first.ready;
    const second = decide(
      flow,
      first.after,
      [{ kind: 'attemptClaimed', attemptId: ready, workerId: 'w' }],
      talk.given(),
    );
    if (second.kind !== 'decided') throw new Error('not decided');
    let reads = 0;
    const attempts = new Proxy(second.after.attempts, {
      get(target, property, receiver) {
        if (typeof property === 'string' && /^\d+$/.test(property)) reads += 1;
        return Reflect.get(target, property, receiver) as unknown;
      },
    });
    const whole = combine(first, { ...second, after: { ...second.after, attempts } });
    expect(whole.ready).toHaveLength(9_999);
    expect(reads).toBeLessThan(30_000);
  });
});

function withoutVersion(rows: Rows) {
  const { execution, ...others } = rows.plain();
  return { ...others, execution: { ...execution, version: null } };
}

function idSource(): () => string {
  let last = 0;
  return () => `new-${(last += 1)}`;
}
