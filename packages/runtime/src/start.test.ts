import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ANYONE } from './viewer';
import { taskRunOf } from './attempts';
import type { StartRequest } from './start';
import { createRuntimeWorld, returns, type RuntimeWorld } from './runtime.world';

let world: RuntimeWorld;

beforeAll(async () => {
  world = await createRuntimeWorld();
});
afterAll(() => world.close());

const WITH_INPUTS = returns(
  'inputs',
  ['a'],
  `labels:
  team: data
inputs:
  - id: count
    type: INT
    min: 1
  - id: greeting
    type: STRING
    defaults: hello
`,
);

describe('saving a flow', () => {
  test('makes a revision only when the source changed', async () => {
    const first = returns('revisions', ['a']);
    expect(await world.runtime.saveFlow(first)).toMatchObject({
      kind: 'saved',
      revision: 1,
      revisionCreated: true,
    });
    expect(await world.runtime.saveFlow(first)).toMatchObject({
      kind: 'saved',
      revision: 1,
      revisionCreated: false,
    });
    const second = returns('revisions', ['a', 'b']);
    expect(await world.runtime.saveFlow(second)).toMatchObject({
      kind: 'saved',
      revision: 2,
      revisionCreated: true,
    });
    expect(await world.runtime.flow('test', 'revisions', 1)).toMatchObject({ kind: 'found', source: first });
    expect(await world.runtime.flow('test', 'revisions')).toMatchObject({ kind: 'found', source: second });
  });

  test('by twenty at once makes revisions without a gap', async () => {
    const saves = Array.from({ length: 20 }, (_, index) =>
      world.runtime.saveFlow(returns('racing', ['a'], `description: number ${index}\n`)),
    );
    const revisions = (await Promise.all(saves)).map((saved) =>
      saved.kind === 'saved' ? saved.revision : 0,
    );
    expect(revisions.sort((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  test('by twenty at once tells each its own revision with its own text', async () => {
    const sources = Array.from({ length: 20 }, (_, index) =>
      returns('own', ['a'], `description: number ${index}\n`),
    );
    const saves = await Promise.all(sources.map((source) => world.runtime.saveFlow(source)));
    for (const [index, saved] of saves.entries()) {
      if (saved.kind !== 'saved') throw new Error(saved.kind);
      expect(saved).toMatchObject({ source: sources[index], row: { description: `number ${index}` } });
      expect(await world.runtime.flow('test', 'own', saved.revision)).toMatchObject({
        source: sources[index],
      });
    }
  });

  test('upon a revision that is not the newest any more tells which one is, and stores nothing', async () => {
    const text = (name: string) => returns('edited', ['a'], `description: ${name}\n`);
    await world.runtime.saveFlow(text('first'));
    const saves = await Promise.all(
      ['a', 'b', 'c'].map((name) => world.runtime.saveFlow(text(name), { expectedRevision: 1 })),
    );
    expect(saves.map(({ kind }) => kind).sort()).toEqual(['conflict', 'conflict', 'saved']);
    expect(saves.find(({ kind }) => kind === 'conflict')).toMatchObject({ currentRevision: 2 });
    const stored = await world.runtime.flow('test', 'edited');
    expect(stored).toMatchObject({ revision: 2 });
    // Sent again because the answer got lost.
    const source = stored.kind === 'found' ? stored.source : '';
    expect(await world.runtime.saveFlow(source, { expectedRevision: 1 })).toMatchObject({
      kind: 'saved',
      revision: 2,
      revisionCreated: false,
    });
    expect(await world.runtime.saveFlow(text('d'), { expectedRevision: 2 })).toMatchObject({ revision: 3 });
    await world.runtime.deleteFlow('test', 'edited');
    expect(await world.runtime.saveFlow(text('e'), { expectedRevision: 3 })).toMatchObject({
      kind: 'conflict',
      currentRevision: null,
    });
  });

  test('that must be new is created by exactly one of many, and again after it was deleted', async () => {
    const create = () => world.runtime.saveFlow(returns('new', ['a']), { expectedRevision: 0 });
    const saves = await Promise.all([create(), create(), create()]);
    expect(saves.map(({ kind }) => kind).sort()).toEqual(['conflict', 'conflict', 'saved']);
    await world.runtime.deleteFlow('test', 'new');
    expect(await create()).toMatchObject({ kind: 'saved', revision: 2, revisionCreated: true });
  });

  test('that is not valid stores nothing', async () => {
    const before = await world.count('flows');
    const result = await world.runtime.saveFlow('id: broken\nnamespace: test\ntasks: []\n');
    expect(result.kind).toBe('invalid');
    expect(await world.count('flows')).toBe(before);
  });
});

describe('saving a flow whose webhook key is masked', () => {
  const source = (key: string, more = '') =>
    returns(
      'masked',
      ['a'],
      `${more}triggers:\n  - id: hook\n    type: io.kestra.plugin.core.trigger.Webhook\n    key: ${key}\n`,
    );

  test('keeps the key that is stored', async () => {
    await world.runtime.saveFlow(source('the-key'));
    await world.runtime.saveFlow(source('"******"', 'description: changed\n'));
    expect(await world.runtime.flow('test', 'masked')).toMatchObject({
      kind: 'found',
      revision: 2,
      flow: { description: 'changed', triggers: [{ key: 'the-key' }] },
    });
  });

  test('without a stored key is refused, with the place', async () => {
    const shown = source('"******"').replace('id: masked', 'id: never-stored');
    expect(await world.runtime.saveFlow(shown)).toMatchObject({
      kind: 'invalid',
      issues: [{ severity: 'error', path: 'triggers', line: 6, column: 11 }],
    });
  });
});

describe('a request with a key', () => {
  const request = (more: Partial<StartRequest> = {}): StartRequest => ({
    namespace: 'test',
    flowId: 'keyed',
    inputs: { n: 1, m: { a: 1, b: 2 } },
    idempotencyKey: 'k1',
    ...more,
  });
  const start = (more?: Partial<StartRequest>) => world.runtime.startExecution(request(more));
  beforeAll(async () => {
    const inputs = 'inputs: [{ id: n, type: INT }, { id: m, type: JSON, required: false }]\n';
    await world.runtime.saveFlow(returns('keyed', ['a'], inputs));
  });
  const stored = async () =>
    (await world.pool.query(`SELECT id FROM executions WHERE flow_id = 'keyed'`)).rows.length;

  test('starts one execution, however often and at whatever time it comes', async () => {
    const before = await stored();
    const other = await world.secondRuntime();
    const results = await Promise.all([
      ...Array.from({ length: 10 }, () => start()),
      ...Array.from({ length: 10 }, () =>
        other.startExecution(request({ inputs: { m: { b: 2, a: 1 }, n: 1 } })),
      ),
    ]);
    expect(results.map(({ kind }) => kind).sort()).toEqual([...Array(19).fill('repeated'), 'started']);
    expect(new Set(results.map((result) => 'executionId' in result && result.executionId)).size).toBe(1);
    expect(await stored()).toBe(before + 1);
  });

  test('that asks for something else is refused, and tells what the first one has started', async () => {
    const first = await start({ idempotencyKey: 'k2' });
    if (first.kind !== 'started') throw new Error(first.kind);
    const { executionId } = first;
    const conflict = { kind: 'idempotencyConflict', executionId };
    expect(await start({ idempotencyKey: 'k2', inputs: { n: 2 } })).toEqual(conflict);
    expect(await start({ idempotencyKey: 'k2', revision: 1 })).toEqual(conflict);
    expect(await start({ idempotencyKey: 'k2', labels: [{ key: 'a', value: 'b' }] })).toEqual(conflict);
  });

  test('with a file is known by the content of the file', async () => {
    await world.runtime.saveFlow(returns('keyed-file', ['a'], 'inputs: [{ id: data, type: FILE }]\n'));
    const send = (content: string, name = 'a.csv') => {
      const file = { name, sizeBytes: content.length, open: () => Readable.from([Buffer.from(content)]) };
      const files = new Map([['data', file]]);
      const asked = { namespace: 'test', flowId: 'keyed-file', inputs: {}, files, idempotencyKey: 'k' };
      return world.runtime.startExecution(asked);
    };
    const first = await send('one');
    if (first.kind !== 'started') throw new Error(first.kind);
    expect(await send('one')).toEqual({ kind: 'repeated', executionId: first.executionId });
    expect((await send('two')).kind).toBe('idempotencyConflict');
    expect((await send('one', 'b.csv')).kind).toBe('idempotencyConflict');
    const opened = await world.runtime.openFile(first.executionId, String(first.execution.inputs?.data));
    if (opened.kind !== 'found') throw new Error(opened.kind);
    expect((await opened.content.toArray()).join('')).toBe('one');
  });

  test('is answered the same though the flow is disabled or deleted by now', async () => {
    const source = (more: string) => returns('gone-by-now', ['a'], more);
    await world.runtime.saveFlow(source(''));
    const ask = { namespace: 'test', flowId: 'gone-by-now', inputs: {}, idempotencyKey: 'k' };
    const first = await world.runtime.startExecution(ask);
    await world.runtime.saveFlow(source('disabled: true\n'));
    const repeated = { kind: 'repeated', executionId: 'executionId' in first ? first.executionId : '' };
    expect(await world.runtime.startExecution(ask)).toEqual(repeated);
    await world.runtime.deleteFlow('test', 'gone-by-now');
    expect(await world.runtime.startExecution(ask)).toEqual(repeated);
  });

  test('that was refused may be sent again', async () => {
    expect((await start({ idempotencyKey: 'k3', inputs: { n: 'x' } })).kind).toBe('inputsInvalid');
    expect((await start({ idempotencyKey: 'k3' })).kind).toBe('started');
  });

  test('starts anew once its execution was deleted', async () => {
    const first = await start({ idempotencyKey: 'k4' });
    if (first.kind !== 'started') throw new Error(first.kind);
    await world.pool.query('UPDATE executions SET ended_at = now() WHERE id = $1', [first.executionId]);
    await world.runtime.deleteExecution(first.executionId);
    expect((await start({ idempotencyKey: 'k4' })).kind).toBe('started');
  });

  test.each([[''], ['x'.repeat(256)], ['a\0b']])('that is no text for a key (%j) is refused', async (key) => {
    expect((await start({ idempotencyKey: key })).kind).toBe('idempotencyKeyInvalid');
  });
});

describe('starting an execution', () => {
  test('stores it with its first task run, and its hint is on the queue', async () => {
    const executionId = await world.start(returns('simple', ['a', 'b']));
    expect(await world.stateOf(executionId)).toBe('RUNNING');
    expect(await world.eventKinds(executionId)).toEqual([
      'executionCreated',
      'executionStarted',
      'taskRunCreated',
    ]);
    const [attemptId] = await world.attemptIds(executionId, 'READY');
    const waiting: (string | undefined)[] = [];
    for (let id = world.queueStore.take(); id; id = world.queueStore.take()) waiting.push(id);
    expect(waiting).toContain(attemptId);
  });

  test('keeps inputs typed, flow labels first, and a correlation id', async () => {
    await world.runtime.saveFlow(WITH_INPUTS);
    const started = await world.runtime.startExecution({
      namespace: 'test',
      flowId: 'inputs',
      inputs: { count: '7' },
      labels: [{ key: 'run', value: 'mine' }],
    });
    if (started.kind !== 'started') throw new Error(started.kind);
    const { executionId } = started;
    const { rows } = await world.pool.query('SELECT inputs, labels FROM executions WHERE id = $1', [
      executionId,
    ]);
    expect(rows[0]).toEqual({
      inputs: { count: 7, greeting: 'hello' },
      labels: [
        { key: 'team', value: 'data' },
        { key: 'run', value: 'mine' },
        { key: 'system.correlationId', value: executionId },
      ],
    });
  });

  test.each([
    ['an unknown flow', { flowId: 'nobody' }, 'flowNotFound'],
    ['an unknown revision', { flowId: 'inputs', revision: 99 }, 'flowNotFound'],
    ['a missing input', { flowId: 'inputs' }, 'inputsInvalid'],
    ['an input that is too small', { flowId: 'inputs', inputs: { count: 0 } }, 'inputsInvalid'],
    [
      'an input that cannot be stored as it is',
      { flowId: 'inputs', inputs: { count: 1, greeting: 'a\u0000' } },
      'inputsInvalid',
    ],
    ['a disabled flow', { flowId: 'off' }, 'flowDisabled'],
    [
      'a system label',
      { flowId: 'inputs', inputs: { count: 1 }, labels: [{ key: 'system.x', value: 'y' }] },
      'labelsInvalid',
    ],
  ])('is refused for %s, and stores nothing', async (_, request, kind) => {
    await world.runtime.saveFlow(WITH_INPUTS);
    await world.runtime.saveFlow(returns('off', ['a'], 'disabled: true\n'));
    const before = await world.count('executions');
    const result = await world.runtime.startExecution({ namespace: 'test', inputs: {}, ...request });
    expect(result.kind).toBe(kind);
    expect(await world.count('executions')).toBe(before);
  });

  test('goes on with its revision when the flow changes', async () => {
    const executionId = await world.start(returns('changing', ['a', 'b']));
    await world.runtime.saveFlow(returns('changing', ['a', 'c']));
    const held = await world.claim(executionId);
    const finished = await world.runtime.attempts.finish(held, { kind: 'succeeded', outputs: {} }, []);
    if (finished.kind !== 'settled' || !finished.next) throw new Error('nothing follows');
    expect(taskRunOf(finished.next).taskRun.taskId).toBe('b');
  });

  test('with a flow that was saved elsewhere a moment ago starts the new revision, though an older one is remembered', async () => {
    const namespace = 'test';
    const flowId = 'remembered';
    const other = await world.secondRuntime();
    await world.runtime.saveFlow(returns(flowId, ['a']));
    await world.runtime.startExecution({ namespace, flowId, inputs: {} });
    await other.saveFlow(returns(flowId, ['b'], 'inputs:\n  - { id: n, type: INT }\n'));
    expect(await world.runtime.startExecution({ namespace, flowId, inputs: {} })).toMatchObject({
      kind: 'inputsInvalid',
    });
    const started = await world.runtime.startExecution({ namespace, flowId, inputs: { n: 1 } });
    expect(started).toMatchObject({ kind: 'started', execution: { row: { flowRevision: 2 } } });
    await other.saveFlow(returns(flowId, ['c']));
    expect(await world.runtime.startExecution({ namespace, flowId, inputs: {} })).toMatchObject({
      execution: { row: { flowRevision: 3 } },
    });
    await other.saveFlow(returns(flowId, ['c'], 'disabled: true\n'));
    expect(await world.runtime.startExecution({ namespace, flowId, inputs: {} })).toEqual({
      kind: 'flowDisabled',
    });
    await other.deleteFlow(namespace, flowId);
    expect(await world.runtime.startExecution({ namespace, flowId, inputs: {} })).toEqual({
      kind: 'flowNotFound',
    });
  });
});

describe('a webhook', () => {
  const source = returns(
    'hooked',
    ['a'],
    'triggers:\n  - id: hook\n    type: io.kestra.plugin.core.trigger.Webhook\n    key: a-good-key\n  - id: named\n    type: io.kestra.plugin.core.trigger.Webhook\n    key: "{{ flow.id }}-key"\n  - id: off\n    type: io.kestra.plugin.core.trigger.Webhook\n    key: off-key\n    disabled: true\n',
  );
  const call = {
    namespace: 'test',
    flowId: 'hooked',
    viewer: ANYONE,
    headers: { 'x-a': ['1'] },
    secretHeaders: new Set<string>(),
    parameters: { p: ['1', '2'] },
  };

  test('starts the flow with what was sent', async () => {
    await world.runtime.saveFlow(source);
    const result = await world.runtime.startFromWebhook({ ...call, key: 'a-good-key', body: { hello: [1] } });
    if (result.kind !== 'started') throw new Error(result.kind);
    const { rows } = await world.pool.query('SELECT trigger FROM executions WHERE id = $1', [
      result.executionId,
    ]);
    expect(rows[0].trigger).toEqual({
      id: 'hook',
      type: 'io.kestra.plugin.core.trigger.Webhook',
      variables: { body: { hello: [1] }, headers: { 'x-a': ['1'] }, parameters: { p: ['1', '2'] } },
    });
  });

  test.each([
    ['hooked', 'hooked-key', 'started'],
    ['hooked', 'a-good-ke', 'webhookNotFound'],
    ['hooked', '', 'webhookNotFound'],
    ['hooked', 'off-key', 'webhookNotFound'],
    ['nobody', 'a-good-key', 'webhookNotFound'],
  ])('of flow %s with key %j: %s', async (flowId, key, kind) => {
    await world.runtime.saveFlow(source);
    const result = await world.runtime.startFromWebhook({ ...call, flowId, key });
    expect(result.kind).toBe(kind);
  });
});
