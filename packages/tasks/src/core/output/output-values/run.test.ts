import { expect, test } from 'vitest';
import { runContext } from '../../../run-context.fixture';
import { outputValuesRunner } from './run';

test('the rendered map is given as output, whatever is in it', async () => {
  const rendered: unknown[] = [];
  const values = { a: '{{ x }}', deep: { list: [1, '{{ y }}'] } };
  const context = runContext({ values });
  const watched = {
    ...context,
    renderDeep: async (value: Parameters<typeof context.renderDeep>[0]) => {
      rendered.push(value);
      return { done: true };
    },
  };
  expect(await outputValuesRunner.run(watched)).toEqual({
    kind: 'succeeded',
    outputs: { values: { done: true } },
  });
  expect(rendered).toEqual([values]);
});

test('without values there is an empty map', async () => {
  expect(await outputValuesRunner.run(runContext({}))).toEqual({
    kind: 'succeeded',
    outputs: { values: {} },
  });
});
