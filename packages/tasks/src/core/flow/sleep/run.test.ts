import { expect, test } from 'vitest';
import { runContext } from '../../../run-context.fixture';
import { sleepRunner } from './run';

const asWritten = (duration: string, signal = new AbortController().signal) => ({
  ...runContext({ duration }),
  render: async (template: string) => template,
  signal,
});

test('waits, and gives nothing', async () => {
  expect(await sleepRunner.run(asWritten('PT0.01S'))).toEqual({ kind: 'succeeded', outputs: {} });
});

test('ends when it is told to', async () => {
  const abort = new AbortController();
  const result = sleepRunner.run(asWritten('P40D', abort.signal));
  abort.abort();
  expect(await result).toMatchObject({ kind: 'failed' });
});

test('says what is no duration', async () => {
  const context = { ...asWritten('{{ inputs.wait }}'), render: async () => 'soon' };
  expect(await sleepRunner.run(context)).toEqual({
    kind: 'failed',
    message: '`duration` must be an ISO 8601 duration, but is `soon`',
  });
});
