import { createRuntimeWorld, type RuntimeWorld } from '@headrace/runtime/world';
import type { TaskRunner } from '@headrace/tasks/runners';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runAttempt } from './run-attempt';
import { Running } from './running';

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
async function attempt(
  source: string,
  run: (context: Parameters<TaskRunner['run']>[0], running: Running) => ReturnType<TaskRunner['run']>,
) {
  const executionId = await world.start(source);
  const running = new Running(world.runtime, await world.claim(executionId));
  const runners = new Map([
    [LOG, { type: LOG, run: (context: Parameters<TaskRunner['run']>[0]) => run(context, running) }],
  ]);
  await runAttempt({ runtime: world.runtime, runners, running });
  const { rows } = await world.pool.query('SELECT state, error FROM attempts WHERE id = $1', [
    running.attemptId,
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

test('a template that works for longer than the time-out ends with it, and says so', async () => {
  const template =
    '{% for i in range(1, 2000) %}{% for j in range(1, 2000) %}{% set k = i * j %}{% endfor %}{% endfor %}';
  const { state, error } = await attempt(
    flow('slow-template', '    timeout: PT0.05S\n'),
    async ({ render }) => ({
      kind: 'succeeded',
      outputs: { value: await render(template) },
    }),
  );
  expect([state, error]).toEqual(['TIMED_OUT', 'Timeout: the attempt took longer than 0.05 s.']);
});

test('a template that works for long lets the others of its worker go on', async () => {
  const template =
    '{% for i in range(1, 600) %}{% for j in range(1, 600) %}{% set k = i * j %}{% endfor %}{% endfor %}done';
  const heard: string[] = [];
  const { state } = await attempt(flow('long-template'), async ({ render }) => {
    setImmediate(() => heard.push('another'));
    heard.push(await render(template).catch(() => 'too long'));
    return { kind: 'succeeded', outputs: {} };
  });
  expect(state).toBe('SUCCEEDED');
  expect(heard[0]).toBe('another');
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

test('a failure that is told at length is cut, and says so', async () => {
  const { error } = await attempt(flow('long-message'), () => Promise.reject(new Error('x'.repeat(200_000))));
  expect(error?.length).toBeLessThanOrEqual(10_000);
  expect(error).toMatch(/… \(\d+ more characters were cut off\)$/);
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

test('a type that this worker does not know is given back: another worker may be newer', async () => {
  const executionId = await world.start(flow('unknown'));
  const running = new Running(world.runtime, await world.claim(executionId));
  await runAttempt({ runtime: world.runtime, runners: new Map(), running });
  expect(await world.stateOf(executionId)).toBe('RUNNING');
  expect(await world.attemptIds(executionId, 'READY')).toEqual([running.attemptId]);
  expect((await world.eventKinds(executionId)).at(-1)).toBe('attemptReleased');
});

test('a worker whose attempt is gone writes nothing', async () => {
  const { executionId, state } = await attempt(flow('fenced'), async ({ log }, running) => {
    log('INFO', 'not to be seen');
    running.leave('test');
    return { kind: 'succeeded', outputs: {} };
  });
  expect(state).toBe('RUNNING');
  const { rows } = await world.pool.query('SELECT 1 FROM log_lines WHERE execution_id = $1', [executionId]);
  expect(rows).toHaveLength(0);
});

test('a worker that was given up in the middle of its lines stops', async () => {
  const { executionId } = await attempt(flow('refused'), async ({ log, signal }) => {
    await world.expireLeases();
    await world.rescue();
    for (let n = 0; n < 500; n += 1) log('INFO', `late ${n}`);
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    return { kind: 'succeeded', outputs: {} };
  });
  expect(await world.attemptIds(executionId, 'LOST')).toHaveLength(1);
  expect(await world.attemptIds(executionId, 'READY')).toHaveLength(1);
  const { rows } = await world.pool.query('SELECT 1 FROM log_lines WHERE execution_id = $1', [executionId]);
  expect(rows).toHaveLength(0);
});
