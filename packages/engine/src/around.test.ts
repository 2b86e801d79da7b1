import { expect, test } from 'vitest';
import { around } from './around';
import { Conversation, flowOf, parallel, sequential, settled, SUCCEEDED, task } from './engine.testing';

const flow = flowOf([
  parallel('p', [sequential('s', [task('a'), task('b')]), sequential('t', [task('c')]), task('d')]),
]);

test('around some attempts are their task runs and those around them, as the database would load them', () => {
  const talk = new Conversation(flow);
  const inputs = ['a', 'd'].map((id) => settled(talk.claim(id), SUCCEEDED));
  talk.claim('c');
  const whole = talk.rows.snapshotFor(talk.attempts.map((attempt) => settled(attempt, SUCCEEDED)));
  const part = around(whole, [talk.attempt('a').id, talk.attempt('d').id]);
  expect(part.taskRuns.map(({ taskId }) => taskId).sort()).toEqual(['a', 'd', 'p', 's']);
  const loaded = talk.rows.snapshotFor(inputs);
  expect(new Set(part.taskRuns)).toEqual(new Set(loaded.taskRuns));
  expect(new Set(part.attempts)).toEqual(new Set(loaded.attempts));
  expect(part.execution).toEqual(loaded.execution);
});

test('around what follows a decision is enough to decide upon it', () => {
  const talk = new Conversation(flow);
  const { after, ready } = talk.succeed('a');
  const [b] = ready;
  if (b === undefined) throw new Error('nothing is ready');
  const part = around(after, [b]);
  expect(part.taskRuns.map(({ taskId }) => taskId).sort()).toEqual(['b', 'p', 's']);
  expect(part).toEqual(around(part, [b]));
});

test('around nothing, or unknown attempts, is the execution', () => {
  const talk = new Conversation(flow);
  const { after } = talk.succeed('a');
  expect(around(after, ['none'])).toEqual({ execution: after.execution, taskRuns: [], attempts: [] });
});
