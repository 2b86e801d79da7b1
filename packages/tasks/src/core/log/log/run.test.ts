import { expect, test } from 'vitest';
import { runContext } from '../../../run-context.fixture';
import { logRunner } from './run';

test('one text is one entry at INFO', async () => {
  const context = runContext({ message: 'Hello {{ name }}' });
  expect(await logRunner.run(context)).toEqual({ kind: 'succeeded', outputs: {} });
  expect(context.logged).toEqual([{ level: 'INFO', message: 'rendered(Hello {{ name }})' }]);
});

test('a list is one entry each, in order, at the level asked for', async () => {
  const context = runContext({ message: ['one', 'two'], level: 'WARN' });
  await logRunner.run(context);
  expect(context.logged).toEqual([
    { level: 'WARN', message: 'rendered(one)' },
    { level: 'WARN', message: 'rendered(two)' },
  ]);
});

test('an empty list logs nothing', async () => {
  const context = runContext({ message: [] });
  expect(await logRunner.run(context)).toEqual({ kind: 'succeeded', outputs: {} });
  expect(context.logged).toEqual([]);
});

test('what cannot be rendered fails, after the entries before it', async () => {
  const context = runContext({ message: ['one', '{{ bad }}', 'three'] });
  await expect(logRunner.run(context)).rejects.toThrow('Unable to find `bad`');
  expect(context.logged).toHaveLength(1);
});

test('a long list stops when the attempt is aborted', async () => {
  const abort = new AbortController();
  const base = runContext({ message: ['one', 'two', 'three'] });
  const context = {
    ...base,
    signal: abort.signal,
    log: () => {
      base.log('INFO', 'seen');
      abort.abort(new Error('killed'));
    },
  };
  await expect(logRunner.run(context)).rejects.toThrow('killed');
  expect(base.logged).toHaveLength(1);
});
