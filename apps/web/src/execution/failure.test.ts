import { expect, test } from 'vitest';
import { failureOf } from './failure';
import type { State } from './state';
import type { ShownTaskRun } from './task-runs';

function run(id: string, state: State, { endedAt = '', error = '' } = {}): ShownTaskRun {
  const attempts = error
    ? [{ number: 2, outcome: 'failed', error, startedAt: endedAt, endedAt, logLines: 1 }]
    : [];
  return {
    id,
    taskId: id,
    taskType: null,
    value: null,
    state,
    outputs: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    endedAt: endedAt === '' ? null : endedAt,
    attempts,
  };
}

const early = '2026-01-01T00:00:01.000Z';
const late = '2026-01-01T00:00:09.000Z';
const parents: Record<string, string> = { inner: 'outer' };
const parentOf = (id: string) => parents[id] ?? null;
const failed = { state: 'FAILED' as const, error: null };

test('it is the innermost task run that failed, with its last attempt', () => {
  const runs = [
    run('outer', 'FAILED', { endedAt: early }),
    run('inner', 'FAILED', { endedAt: early, error: 'no such file' }),
    run('fine', 'SUCCESS', { endedAt: early }),
  ];
  expect(failureOf(failed, runs, parentOf)).toMatchObject({
    run: { id: 'inner' },
    attempt: { number: 2 },
    message: 'no such file',
    others: 0,
  });
});

test('of several it is the first that ended; the others are counted', () => {
  const runs = [
    run('handler', 'FAILED', { endedAt: late, error: 'cannot notify' }),
    run('cause', 'FAILED', { endedAt: early, error: 'first' }),
  ];
  expect(failureOf(failed, runs, parentOf)).toMatchObject({
    run: { id: 'cause' },
    message: 'first',
    others: 1,
  });
});

test('an execution can fail by itself', () => {
  const failure = failureOf({ ...failed, error: 'no such output' }, [run('fine', 'SUCCESS')], parentOf);
  expect(failure).toEqual({ run: null, attempt: null, message: 'no such output', others: 0 });
});

test.each(['RUNNING', 'SUCCESS', 'WARNING', 'KILLED'] as const)('%s is no failure', (state) => {
  const runs = [run('tried', 'FAILED', { endedAt: early, error: 'x' })];
  expect(failureOf({ state, error: null }, runs, parentOf)).toBeNull();
});
