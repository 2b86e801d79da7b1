import type { TaskRunner } from '@headrace/tasks/runners';
import { createRuntimeWorld, type RuntimeWorld } from '@headrace/runtime/world';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LeaseLost } from './held';
import { runAttempt } from './run-attempt';

const LOG = 'io.kestra.plugin.core.log.Log';

let world: RuntimeWorld;

beforeAll(async () => {
  world = await createRuntimeWorld();
});
afterAll(() => world.close());

function flow(id: string, more = ''): string {
  return `id: ${id}\nnamespace: test\ntasks:\n  - id: a\n    type: ${LOG}\n    message: hi\n${more}`;
}

/** Runs the one task of a flow with a runner of the test's own. */
async function attempt(source: string, run: TaskRunner['run'], abort = new AbortController()) {
  const executionId = await world.start(source);
  const claimed = await world.claim(executionId);
  const runners = new Map([[LOG, { type: LOG, run }]]);
  await runAttempt({ runtime: world.runtime, runners, claimed, abort });
  const { rows } = await world.pool.query('SELECT state, error FROM attempts WHERE id = $1', [
    claimed.attempt.id,
  ]);
  return { executionId, ...(rows[0] as { state: string; error: string | null }) };
}

test('a task that takes too long is told so by its signal, and fails without being waited for', async () => {
  let reason: unknown;
  const { state, error } = await attempt(flow('slow', '    timeout: PT0.05S\n'), ({ signal }) => {
    signal.addEventListener('abort', () => {
      reason = signal.reason;
    });
    return new Promise(() => {});
  });
  expect(state).toBe('TIMED_OUT');
  expect(error).toBe('Timeout: the attempt took longer than 0.05 s.');
  expect(String(reason)).toContain('timeout of 50 ms');
});

test('what a task throws is its failure', async () => {
  const { state, error } = await attempt(flow('throws'), () => Promise.reject(new Error('out of luck')));
  expect([state, error]).toEqual(['FAILED', 'out of luck']);
});

test('a failure with characters that cannot be stored is told with signs in their place', async () => {
  const { state, error } = await attempt(flow('unstorable-message'), () =>
    Promise.reject(new Error('a\u0000b\ud800')),
  );
  expect([state, error]).toEqual(['FAILED', 'a\u2400b\ufffd']);
});

test.each([
  ['a NUL', { deep: ['a\u0000b'] }, 'deep.0'],
  ['half a surrogate pair', { value: '\ud800' }, 'value'],
])(
  'an output with %s is a failure that names the output, nothing is stored altered',
  async (_, outputs, path) => {
    const { state, error } = await attempt(flow('unstorable'), async () => ({ kind: 'succeeded', outputs }));
    expect(state).toBe('FAILED');
    expect(error).toBe(
      `The output ${path} holds a NUL character or half a surrogate pair, which cannot be stored.`,
    );
  },
);

test('a type that this worker does not know is a failure', async () => {
  const executionId = await world.start(flow('unknown'));
  const claimed = await world.claim(executionId);
  await runAttempt({ runtime: world.runtime, runners: new Map(), claimed, abort: new AbortController() });
  expect(await world.stateOf(executionId)).toBe('FAILED');
});

test('a worker that lost its lease writes nothing', async () => {
  const abort = new AbortController();
  const { executionId, state } = await attempt(
    flow('fenced'),
    async ({ log }) => {
      log('INFO', 'not to be seen');
      abort.abort(new LeaseLost('test'));
      return { kind: 'succeeded', outputs: {} };
    },
    abort,
  );
  expect(state).toBe('RUNNING');
  const { rows } = await world.pool.query('SELECT 1 FROM log_lines WHERE execution_id = $1', [executionId]);
  expect(rows).toHaveLength(0);
});

test('a worker whose lease is refused in the middle of its lines gives up', async () => {
  const { executionId } = await attempt(flow('refused'), async ({ log, signal }) => {
    await world.expireLeases();
    await world.runtime.once.rescue();
    for (let n = 0; n < 500; n += 1) log('INFO', `late ${n}`);
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    return { kind: 'succeeded', outputs: {} };
  });
  expect(await world.attemptIds(executionId, 'LOST')).toHaveLength(1);
  expect(await world.attemptIds(executionId, 'READY')).toHaveLength(1);
  const { rows } = await world.pool.query('SELECT 1 FROM log_lines WHERE execution_id = $1', [executionId]);
  expect(rows).toHaveLength(0);
});
