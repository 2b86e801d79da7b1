import type { Flowable } from '@headrace/flow';
import { describe, expect, test } from 'vitest';
import { decide } from './decide';
import { Conversation, flowOf, parallel, sequential, settled, SUCCEEDED, task } from './engine.testing';

describe('levels inside levels', () => {
  const flow = flowOf([
    sequential('outer', [parallel('middle', [sequential('inner', [task('a')]), task('b')]), task('c')]),
  ]);

  test('have the address of what is around them', () => {
    const talk = new Conversation(flow);
    const [outer, middle, inner] = ['outer', 'middle', 'inner'].map((id) => talk.taskRun(id).id);
    expect(talk.taskRuns.map(({ taskId, scopeId, path }) => [taskId, scopeId, path])).toEqual([
      ['outer', 'execution', []],
      ['middle', outer, [outer]],
      ['inner', middle, [outer, middle]],
      ['b', middle, [outer, middle]],
      ['a', inner, [outer, middle, inner]],
    ]);
    const created = talk.events.filter((event) => event.kind === 'taskRunCreated');
    expect(created.map(({ taskId, parentTaskRunId, value }) => [taskId, parentTaskRunId, value])).toEqual([
      ['outer', null, null],
      ['middle', outer, null],
      ['inner', middle, null],
      ['b', middle, null],
      ['a', inner, null],
    ]);
  });

  test('start with their first task and end with their last, which their parents hear of in the same decision', () => {
    const talk = new Conversation(flow);
    const startedAt = talk.now;
    talk.nowMs += 1000;
    talk.succeed('b');
    talk.nowMs += 1000;
    const decision = talk.succeed('a');
    expect(decision.events.map((event) => [event.kind, 'taskId' in event ? event.taskId : null])).toEqual([
      ['attemptSucceeded', 'a'],
      ['taskRunEnded', 'a'],
      ['taskRunEnded', 'inner'],
      ['taskRunEnded', 'middle'],
      ['taskRunCreated', 'c'],
    ]);
    for (const id of ['inner', 'middle'])
      expect(talk.taskRun(id)).toMatchObject({
        startedAt,
        endedAt: talk.now,
        history: [
          { state: 'CREATED', at: startedAt },
          { state: 'RUNNING', at: startedAt },
          { state: 'SUCCESS', at: talk.now },
        ],
      });
  });

  test('fail through to the execution, and nothing behind them starts', () => {
    const talk = new Conversation(flow);
    talk.succeed('b');
    talk.fail('a');
    expect(talk.states()).toEqual([
      ['outer', 'FAILED'],
      ['middle', 'FAILED'],
      ['inner', 'FAILED'],
      ['b', 'SUCCESS'],
      ['a', 'FAILED'],
    ]);
    expect(talk.state).toBe('FAILED');
  });

  test('need no rows but those around what is told', () => {
    const talk = new Conversation(flow);
    const a = talk.claim('a');
    const snapshot = talk.rows.snapshotFor([settled(a, SUCCEEDED)]);
    expect(snapshot.taskRuns.map(({ taskId }) => taskId)).toEqual(['outer', 'middle', 'inner', 'a']);
    expect(snapshot.attempts).toHaveLength(1);
    expect(() =>
      decide(
        flow,
        { ...snapshot, taskRuns: snapshot.taskRuns.slice(1) },
        [settled(talk.claim('b'), SUCCEEDED), settled(a, SUCCEEDED)],
        talk.given(),
      ),
    ).not.toThrow();
    expect(() =>
      decide(
        flow,
        { ...snapshot, taskRuns: snapshot.taskRuns.filter(({ taskId }) => taskId !== 'middle') },
        [settled(a, SUCCEEDED)],
        talk.given(),
      ),
    ).toThrow(/^the snapshot of execution lacks the task run id-\d+$/);
  });

  test('of 10,000 empty ones do not overflow the stack, and take an id each', () => {
    const empty = Array.from({ length: 10_000 }, (_, index) => sequential(`s${index}`, []));
    const inOrder = new Conversation(flowOf([sequential('around', empty)]));
    expect(inOrder.state).toBe('SUCCESS');
    expect(inOrder.ids).toBe(10_001);
    const atOnce = new Conversation(flowOf([parallel('around', empty)]));
    expect(atOnce.state).toBe('SUCCESS');
    expect(atOnce.ids).toBe(10_001);
    // Created, started and ended, each once.
    expect(atOnce.events).toHaveLength(3 * 10_001 + 3);
  });

  test('of 500 around each other are gone through in one decision', () => {
    let innermost = task('a');
    for (let level = 0; level < 500; level += 1) innermost = sequential(`s${level}`, [innermost]);
    const talk = new Conversation(flowOf([innermost]));
    talk.succeed('a');
    expect(talk.state).toBe('SUCCESS');
    expect(talk.taskRuns.every(({ state }) => state === 'SUCCESS')).toBe(true);
  });

  test.each<[string, Flowable]>([
    [
      'if',
      { kind: 'if', condition: 'true', then: [task('x')], else: [], errors: [], finally: [] } as Flowable,
    ],
  ])('of the kind %s are an error of deciding in this version', (kind, flowable) => {
    expect(() => new Conversation(flowOf([task('f', { flowable })]))).toThrow(
      `Flowable tasks of the kind ${kind} cannot be run by this version yet`,
    );
  });
});

describe('another revision of the flow', () => {
  const told = (tasks: Parameters<typeof flowOf>[0]) => {
    const talk = new Conversation(flowOf([sequential('s', [task('a'), task('b'), task('c')])]));
    talk.succeed('a');
    const input = settled(talk.claim('b'), SUCCEEDED);
    return decide(flowOf(tasks), talk.rows.snapshotFor([input]), [input], talk.given());
  };

  test('goes on behind the task that was started last, wherever it stands now', () => {
    expect(told([sequential('s', [task('b'), task('new'), task('a'), task('c')])])).toMatchObject({
      changes: { newTaskRuns: [{ taskId: 'new' }] },
    });
  });

  test('has nothing more to start in a level that has lost the task', () => {
    expect(told([sequential('s', [task('a'), task('c')])])).toMatchObject({
      changes: { newTaskRuns: [], execution: { state: 'SUCCESS' } },
    });
  });

  test('that has lost a level is an error of deciding', () => {
    expect(() => told([task('other')])).toThrow('The flow has no flowable task s at this revision.');
    expect(() => told([task('s')])).toThrow('The flow has no flowable task s at this revision.');
  });
});
