import { describe, expect, test } from 'vitest';
import { decide, start } from './decide';
import type { Answer } from './decision';
import { Conversation, constant, flowOf, parallel, settled, task } from './engine.testing';

describe('flow outputs', () => {
  const outputs = [{ id: 'o', type: 'STRING', value: '{{ outputs.a.value }}', required: true }] as const;
  const flow = flowOf([task('a'), task('b')], { outputs });
  const rendered: Answer = { kind: 'rendered', values: { o: 'x' } };

  test('are wanted once, when the execution ends, with the rows as they will be', () => {
    const talk = new Conversation(flow, { answer: rendered });
    talk.succeed('a');
    expect(talk.rendered).toBe(0);
    const input = settled(talk.claim('b'), { kind: 'succeeded', outputs: { value: 1 } });
    const wanted = decide(flow, talk.rows.snapshotFor([input]), [input], talk.given());
    expect(wanted).toMatchObject({
      kind: 'wanted',
      wants: [{ kind: 'flowOutputs' }],
      draft: {
        taskRuns: [{ id: talk.taskRun('b').id, state: 'SUCCESS' }],
        outputs: [{ taskId: 'b', outputs: { value: 1 } }],
      },
    });
    talk.tell(input);
    expect(talk.execution).toMatchObject({ state: 'SUCCESS', outputs: { o: 'x' }, error: null });
    expect(talk.rendered).toBe(1);
  });

  test('are given by a failed execution too', () => {
    const talk = new Conversation(flow, { answer: rendered });
    talk.fail('a');
    expect(talk.execution).toMatchObject({ state: 'FAILED', outputs: { o: 'x' } });
  });

  test('that are not needed and cannot be rendered are told in the log', () => {
    const talk = new Conversation(flow, { answer: { ...rendered, warnings: ['o is null'] } });
    talk.succeed('a');
    talk.succeed('b');
    expect(talk.execution).toMatchObject({ state: 'SUCCESS', outputs: { o: 'x' } });
    expect(talk.rows.lines).toEqual([{ at: talk.now, level: 'WARN', message: 'o is null' }]);
  });

  test.each([
    ['SUCCESS', 'succeed'],
    ['FAILED', 'fail'],
  ] as const)(
    'fail an execution that would end %s when they cannot be rendered, which says why',
    (_, verb) => {
      const talk = new Conversation(flow, { answer: { kind: 'failed', message: 'no `a`' } });
      talk.succeed('a');
      talk[verb]('b');
      const error = 'Failed to render output values: no `a`';
      expect(talk.execution).toMatchObject({ state: 'FAILED', error, outputs: null, endedAt: talk.now });
      expect(talk.rows.lines).toEqual([{ at: talk.now, level: 'ERROR', message: error }]);
      expect(talk.events.at(-1)).toEqual({
        at: talk.now,
        kind: 'executionEnded',
        executionState: 'FAILED',
        message: error,
      });
    },
  );

  test('of an execution without a task to run', () => {
    const talk = new Conversation(flowOf([task('a', { disabled: true })], { outputs }), { answer: rendered });
    expect(talk.execution).toMatchObject({ state: 'SUCCESS', outputs: { o: 'x' } });
    expect(talk.kinds()).toEqual(['executionCreated', 'executionStarted', 'executionEnded']);
    const request = { executionId: 'e', flowRevision: 1, inputs: null, labels: [], trigger: null };
    expect(start(talk.flow, request, talk.given())).toMatchObject({
      kind: 'wanted',
      draft: { newExecution: { flowId: 'flow' } },
    });
  });

  test.each([
    ['an empty list', []],
    ['none', undefined],
  ])('are not asked about where the flow has %s', (_, none) => {
    const talk = new Conversation(flowOf([task('a')], { outputs: none }));
    talk.succeed('a');
    expect(talk.rendered).toBe(0);
    expect(talk.execution).toMatchObject({ state: 'SUCCESS', outputs: null });
  });

  test('are wanted by the whole of what came together, if that ends the execution', () => {
    const talk = new Conversation(flowOf([parallel('p', [task('a'), task('b')])], { outputs }), {
      answer: rendered,
    });
    talk.succeed('a', 'b');
    expect(talk.rendered).toBe(1);
    expect(talk.execution).toMatchObject({ state: 'SUCCESS', outputs: { o: 'x' } });
  });

  test('wait for a retry', () => {
    const talk = new Conversation(flowOf([task('a', { retry: constant(0) })], { outputs }));
    talk.fail('a');
    expect(talk.rendered).toBe(0);
    talk.ring();
    talk.succeed('a');
    expect(talk.rendered).toBe(1);
  });
});
