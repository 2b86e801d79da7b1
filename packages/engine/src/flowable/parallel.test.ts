import { describe, expect, test } from 'vitest';
import {
  Conversation,
  constant,
  flowOf,
  parallel,
  sequential,
  settled,
  SUCCEEDED,
  task,
} from '../engine.testing';

const ids = (count: number) => Array.from({ length: count }, (_, index) => `t${index + 1}`);
const tasks = (count: number) => ids(count).map((id) => task(id));

describe('a Parallel', () => {
  test('starts all of its tasks at once, in the order of the document, and tells their attempts', () => {
    const talk = new Conversation(flowOf([parallel('p', tasks(3)), task('z')]));
    expect(talk.states()).toEqual([
      ['p', 'RUNNING'],
      ['t1', 'CREATED'],
      ['t2', 'CREATED'],
      ['t3', 'CREATED'],
    ]);
    expect(talk.tasksWith('READY')).toEqual(['t1', 't2', 't3']);
    expect(talk.taskRun('p').scope).toMatchObject({ running: 3, after: 't3', ended: false });
  });

  test('ends when the last of them has ended, whichever that is', () => {
    const talk = new Conversation(flowOf([parallel('p', tasks(3)), task('z')]));
    talk.succeed('t2');
    talk.succeed('t3');
    expect(talk.taskRun('p')).toMatchObject({ state: 'RUNNING', endedAt: null });
    talk.succeed('t1');
    expect(talk.taskRun('p')).toMatchObject({ state: 'SUCCESS', endedAt: talk.now });
    expect(talk.tasksWith('READY')).toEqual(['z']);
  });

  test.each([
    [1, ['t1']],
    [2, ['t1', 't2']],
    [4, ['t1', 't2', 't3', 't4']],
    [9, ['t1', 't2', 't3', 't4', 't5']],
  ])('of %d at once starts so many, and another one for each that ends', (concurrent, first) => {
    const talk = new Conversation(flowOf([parallel('p', tasks(5), { concurrent })]));
    expect(talk.tasksWith('READY')).toEqual(first);
    const started: string[][] = [];
    for (const id of ids(5)) {
      talk.succeed(id);
      started.push(talk.tasksWith('READY'));
    }
    expect(started).toEqual(
      ids(5).map((_, index) => ids(5).slice(index + 1, Math.min(index + 1 + concurrent, 5))),
    );
    expect(talk.state).toBe('SUCCESS');
  });

  test('starts as many as have ended together', () => {
    const talk = new Conversation(flowOf([parallel('p', tasks(5), { concurrent: 2 })]));
    talk.succeed('t1', 't2');
    expect(talk.tasksWith('READY')).toEqual(['t3', 't4']);
  });

  test('leaves disabled tasks out, also of its width', () => {
    const talk = new Conversation(
      flowOf([
        parallel('p', [task('a'), task('b', { disabled: true }), task('c'), task('d')], { concurrent: 2 }),
      ]),
    );
    expect(talk.tasksWith('READY')).toEqual(['a', 'c']);
  });

  test('without an enabled task ends at once', () => {
    const talk = new Conversation(flowOf([parallel('p', [task('a', { disabled: true })])]));
    expect(talk.states()).toEqual([['p', 'SUCCESS']]);
    expect(talk.state).toBe('SUCCESS');
  });

  test('lets those under way end after a failure, starts nothing more, and ends FAILED', () => {
    const talk = new Conversation(flowOf([parallel('p', tasks(4), { concurrent: 3 }), task('z')]));
    talk.fail('t2');
    expect(talk.taskRun('p').state).toBe('RUNNING');
    expect(talk.tasksWith('READY')).toEqual(['t1', 't3']);
    talk.succeed('t1');
    expect(talk.tasksWith('READY')).toEqual(['t3']);
    talk.succeed('t3');
    expect(talk.states()).toEqual([
      ['p', 'FAILED'],
      ['t1', 'SUCCESS'],
      ['t2', 'FAILED'],
      ['t3', 'SUCCESS'],
    ]);
    expect(talk.state).toBe('FAILED');
  });

  test('ends as badly as the worst of its tasks', () => {
    const retry = constant(0, { warningOnRetry: true });
    const talk = new Conversation(flowOf([parallel('p', [task('a', { retry }), task('b')])]));
    talk.fail('a');
    talk.ring();
    talk.succeed('a');
    talk.succeed('b');
    expect(talk.states()).toEqual([
      ['p', 'WARNING'],
      ['a', 'WARNING'],
      ['b', 'SUCCESS'],
    ]);
    expect(talk.state).toBe('WARNING');
  });

  test('waits for a task that is to be tried again, also after another one has failed', () => {
    const talk = new Conversation(flowOf([parallel('p', [task('a', { retry: constant(1000) }), task('b')])]));
    talk.fail('a');
    expect(talk.state).toBe('RETRYING');
    talk.fail('b');
    expect(talk.states()).toEqual([
      ['p', 'RUNNING'],
      ['a', 'RETRYING'],
      ['b', 'FAILED'],
    ]);
    talk.ring();
    expect(talk.state).toBe('RUNNING');
    talk.succeed('a');
    expect(talk.taskRun('p').state).toBe('FAILED');
    expect(talk.execution.history.map(({ state }) => state)).toEqual([
      'CREATED',
      'RUNNING',
      'RETRYING',
      'RUNNING',
      'FAILED',
    ]);
  });

  test('keeps the execution RETRYING until the last one that waits has started again', () => {
    const retry = constant(1000);
    const talk = new Conversation(flowOf([parallel('p', [task('a', { retry }), task('b', { retry })])]));
    talk.fail('a', 'b');
    expect([talk.state, talk.execution.retrying]).toEqual(['RETRYING', 2]);
    talk.ring();
    expect([talk.state, talk.execution.retrying]).toEqual(['RETRYING', 1]);
    talk.ring();
    expect([talk.state, talk.execution.retrying]).toEqual(['RUNNING', 0]);
    expect(talk.events.flatMap((event) => ('executionState' in event ? event.executionState : []))).toEqual([
      'CREATED',
      'RUNNING',
      'RETRYING',
      'RUNNING',
    ]);
  });

  test('runs levels side by side, each in its own order', () => {
    const talk = new Conversation(
      flowOf([
        parallel('p', [
          sequential('left', [task('a'), task('b')]),
          sequential('right', [task('c'), task('d')]),
        ]),
      ]),
    );
    expect(talk.tasksWith('READY')).toEqual(['a', 'c']);
    talk.succeed('c');
    expect(talk.tasksWith('READY')).toEqual(['a', 'd']);
    talk.fail('a');
    expect(talk.tasksWith('READY')).toEqual(['d']);
    talk.succeed('d');
    expect(talk.states()).toEqual([
      ['p', 'FAILED'],
      ['left', 'FAILED'],
      ['right', 'SUCCESS'],
      ['a', 'FAILED'],
      ['c', 'SUCCESS'],
      ['d', 'SUCCESS'],
    ]);
  });

  test('ends with results that came together from several workers', () => {
    const talk = new Conversation(flowOf([parallel('p', tasks(3)), task('z')]));
    const inputs = ids(3).map((id) => settled(talk.claim(id, `w-${id}`), SUCCEEDED));
    const { outcomes } = talk.tell(...inputs);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(talk.tasksWith('READY')).toEqual(['z']);
    expect(talk.execution.version).toBe(2);
  });

  test('of 10,000 is decided upon in as many steps as it has tasks', () => {
    const many = counted(tasks(10_000));
    const talk = new Conversation(flowOf([parallel('p', many.of)]));
    expect(talk.tasksWith('READY')).toHaveLength(10_000);
    // One id for a task run and one for its attempt, and one for the Parallel.
    expect(talk.ids).toBe(20_001);
    expect(many.reads()).toBeLessThan(60_000);

    const before = many.reads();
    const inputs = talk.attempts.map(({ id }) => settled(talk.rows.claim(id, 'w', talk.now), SUCCEEDED));
    talk.tell(...inputs);
    expect(talk.state).toBe('SUCCESS');
    expect(many.reads() - before).toBeLessThan(60_000);
  });

  test('takes one step for each result of many', () => {
    // Every step of a level asks how it is run.
    const level = counted(parallel('p', tasks(1_000)), /^flowable$/);
    const talk = new Conversation(flowOf([level.of]));
    const before = level.reads();
    talk.succeed(...ids(1_000));
    expect(talk.state).toBe('SUCCESS');
    expect(level.reads() - before).toBeLessThan(5_000);
  });

  test('of 10,000 looks at few of them for each that ends', () => {
    const many = counted(tasks(10_000));
    const talk = new Conversation(flowOf([parallel('p', many.of, { concurrent: 2 })]));
    talk.succeed('t1');
    const before = many.reads();
    for (const id of ids(100).slice(1)) talk.succeed(id);
    expect(many.reads() - before).toBeLessThan(99 * 10);
  });
});

/** The same, counting how often one of its items, or a property of this name, is looked at. */
function counted<Value extends object>(value: Value, name = /^\d+$/) {
  let reads = 0;
  const of = new Proxy(value, {
    get(target, property, receiver) {
      if (typeof property === 'string' && name.test(property)) reads += 1;
      return Reflect.get(target, property, receiver) as unknown;
    },
  });
  return { of, reads: () => reads };
}
