import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EngineInput } from './decision';
import {
  ACCEPTED,
  Conversation,
  constant,
  flowOf,
  parallel,
  settled,
  SUCCEEDED,
  task,
} from './engine.testing';
import { inputsOf, momentsOf, named, prepare, randomFlow, randomHistory, translated } from './random.testing';

describe('deciding at once upon what came together', () => {
  test('leaves the same rows, outcomes and events as deciding upon it one by one', () => {
    let together = 0;
    fc.assert(
      fc.property(randomFlow, randomHistory, (flow, history) => {
        const [atOnce, oneByOne] = [new Conversation(flow), new Conversation(flow)];
        for (const moment of momentsOf(atOnce, history)) {
          prepare(atOnce, moment);
          prepare(oneByOne, moment);
          const inputs = inputsOf(atOnce, moment);
          const theirs = inputs.map((input) => translated(input, atOnce, oneByOne));
          const { outcomes } = atOnce.tell(...inputs);
          expect(theirs.flatMap((input) => oneByOne.tell(input).outcomes)).toEqual(outcomes);
          if (outcomes.filter(({ kind }) => kind === 'accepted').length > 2) together += 1;
        }
        // Histories and events keep all that happened on the way.
        expect(named(atOnce.rows)).toEqual(named(oneByOne.rows));
      }),
      { numRuns: 250 },
    );
    // Else nothing was shown.
    expect(together).toBeGreaterThan(30);
  });

  test('does not depend on the order of results, where nothing has to wait for its turn', () => {
    const retry = constant(1000);
    const tasks = ['a', 'b', 'c', 'd'].map((id, index) => task(id, index % 2 === 0 ? { retry } : {}));
    const flow = flowOf([parallel('p', tasks), task('z')]);
    const results = [
      SUCCEEDED,
      { kind: 'failed', message: 'no' },
      { kind: 'timedOut', timeoutMs: 1 },
    ] as const;
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...results), { minLength: 4, maxLength: 4 }),
        fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
        (drawn, order) => {
          const left = [[0, 1, 2, 3], order].map((places) => {
            const talk = new Conversation(flow);
            const inputs = tasks.map(({ id }, index) => settled(talk.claim(id), drawn[index] ?? SUCCEEDED));
            talk.tell(...places.flatMap((place) => inputs[place] ?? []));
            const { execution, ...rows } = named(talk.rows);
            return { state: execution.state, retrying: execution.retrying, tasks: rows.taskRuns };
          });
          expect(left[1]).toEqual(left[0]);
        },
      ),
    );
  });

  test('hears one attempt once', () => {
    const talk = new Conversation(flowOf([task('a', { retry: constant(0) }), task('b')]));
    const a = talk.claim('a');
    const { outcomes, changes } = talk.tell(
      settled(a, SUCCEEDED),
      settled(a, { kind: 'failed', message: 'no' }),
      { kind: 'attemptLost', attemptId: a.id, workerId: 'w' },
    );
    const late = { kind: 'ignored', reason: 'the attempt is SUCCEEDED' };
    expect(outcomes).toEqual([ACCEPTED, late, late]);
    expect(changes.newTaskRuns.map(({ taskId }) => taskId)).toEqual(['b']);
    expect(changes.newSignals).toEqual([]);
  });

  test('answers in the order of the inputs, and ignores what comes behind the end', () => {
    const talk = new Conversation(flowOf([parallel('p', [task('a'), task('b')])]));
    const [a, b] = [talk.claim('a'), talk.claim('b')];
    const { outcomes } = talk.tell(
      { kind: 'attemptLost', attemptId: 'none', workerId: 'w' },
      settled(a, SUCCEEDED),
      settled(b, SUCCEEDED, { workerId: 'other' }),
      settled(b, SUCCEEDED),
      settled(a, SUCCEEDED),
    );
    expect(outcomes).toEqual([
      { kind: 'ignored', reason: 'there is no such attempt' },
      ACCEPTED,
      { kind: 'ignored', reason: 'the attempt is held by w' },
      ACCEPTED,
      { kind: 'ignored', reason: 'the execution has ended SUCCESS' },
    ]);
  });

  test('tells no worker of an attempt that was given back and taken over in one breath', () => {
    const talk = new Conversation(flowOf([task('a')]));
    const { id } = talk.claim('a', 'w1');
    const { ready, outcomes } = talk.tell(
      { kind: 'attemptHandedBack', attemptId: id, workerId: 'w1' },
      { kind: 'attemptClaimed', attemptId: id, workerId: 'w2' },
    );
    expect([outcomes, ready]).toEqual([[ACCEPTED, ACCEPTED], []]);
    expect(talk.attempts).toMatchObject([{ state: 'RUNNING', workerId: 'w2', startedAt: talk.now }]);
  });

  test('goes on with a task that was claimed and settled in one breath', () => {
    const talk = new Conversation(flowOf([task('a'), task('b')]));
    const { id } = talk.attempt('a');
    const inputs: EngineInput[] = [
      { kind: 'attemptClaimed', attemptId: id, workerId: 'w' },
      settled({ id, workerId: 'w' }, SUCCEEDED),
    ];
    const { outcomes, ready } = talk.tell(...inputs);
    expect(outcomes).toEqual([ACCEPTED, ACCEPTED]);
    expect(talk.taskRun('a').history.map(({ state }) => state)).toEqual(['CREATED', 'RUNNING', 'SUCCESS']);
    expect(ready).toEqual([talk.attempt('b').id]);
  });
});
