import { expect, test } from 'vitest';
import { runContext } from '../../../run-context.fixture';
import { returnRunner } from './run';

test('the rendered format is logged at DEBUG and given as output', async () => {
  const context = runContext({ format: '{{ task.id }}' });
  expect(await returnRunner.run(context)).toEqual({
    kind: 'succeeded',
    outputs: { value: 'rendered({{ task.id }})' },
  });
  expect(context.logged).toEqual([{ level: 'DEBUG', message: 'rendered({{ task.id }})' }]);
});

test('without a format there is no value', async () => {
  const context = runContext({});
  expect(await returnRunner.run(context)).toEqual({ kind: 'succeeded', outputs: {} });
  expect(context.logged).toEqual([]);
});

test('what cannot be rendered fails', async () => {
  await expect(returnRunner.run(runContext({ format: '{{ bad }}' }))).rejects.toThrow('Unable to find `bad`');
});
