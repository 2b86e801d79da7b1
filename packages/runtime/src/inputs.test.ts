import { Readable } from 'node:stream';
import type { InputIssue } from '@headrace/flow';
import { Decimal } from '@headrace/json';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UploadedFile } from './file/execution-files';
import { createRuntimeWorld, returns, type RuntimeWorld } from './runtime.world';
import { ANYONE } from './viewer';
import { isEncrypted } from './secret/cipher';

let world: RuntimeWorld;
beforeAll(async () => {
  world = await createRuntimeWorld({ secrets: { TOKEN: 'tok-12345' } });
});
afterAll(() => world.close());

const flow = (id: string, inputs: readonly string[], more = '') =>
  returns(id, ['a'], `inputs:\n${inputs.map((input) => `  - { ${input} }\n`).join('')}${more}`);

async function storedInputs(executionId: string): Promise<Record<string, unknown>> {
  const { rows } = await world.pool.query<{ inputs: Record<string, unknown> }>(
    'SELECT inputs FROM executions WHERE id = $1',
    [executionId],
  );
  return rows[0]?.inputs ?? {};
}

async function refused(source: string, inputs: Record<string, unknown>): Promise<readonly InputIssue[]> {
  await world.runtime.saveFlow(source);
  const before = await world.count('executions');
  const [, flowId = ''] = /^id: (.*)/.exec(source) ?? [];
  const result = await world.runtime.startExecution({ namespace: 'test', flowId, inputs });
  expect(await world.count('executions')).toBe(before);
  return result.kind === 'inputsInvalid' ? result.issues : [];
}

function file(name: string, content: string): UploadedFile {
  return { name, sizeBytes: Buffer.byteLength(content), open: () => Readable.from([Buffer.from(content)]) };
}

test('every type is stored as its value', async () => {
  const types = {
    STRING: ['x', 'x'],
    INT: ['7', 7],
    FLOAT: ['0.5', 0.5],
    BOOLEAN: ['True', true],
    DATETIME: ['2024-01-31T10:30:00+01:00', '2024-01-31T09:30:00Z'],
    DATE: ['2024-01-31', '2024-01-31'],
    TIME: ['09:30:00', '09:30:00'],
    DURATION: ['PT90S', Decimal.of('90.0')],
    JSON: ['{"a":[1,1.50,8202522731445525542]}', { a: [1, Decimal.of('1.50'), 8202522731445525542n] }],
    YAML: ['a:\n- 1', { a: [1] }],
    URI: ['https://example.org/x', 'https://example.org/x'],
    EMAIL: ['a@b.org', 'a@b.org'],
  } as const;
  const names = Object.keys(types) as (keyof typeof types)[];
  const listed = ["type: SELECT, id: select, values: ['x', 'y']", 'type: ARRAY, id: array, itemType: INT'];
  const source = flow('all-types', [...names.map((type) => `type: ${type}, id: ${type}`), ...listed]);
  const sent = Object.fromEntries(names.map((type) => [type, types[type][0]]));
  const id = await world.start(source, { ...sent, select: 'y', array: '[1, 2]' });
  expect(await storedInputs(id)).toEqual({
    ...Object.fromEntries(names.map((type) => [type, types[type][1]])),
    select: 'y',
    array: [1, 2],
  });
});

describe('what inputs are made of', () => {
  const source = flow('made', [
    'id: kind, type: SELECT, values: [small, large]',
    `id: sizes, type: ARRAY, itemType: INT, defaults: '{{ inputs.kind == "small" ? [1, 2] : [8, 9] }}', dependsOn: { inputs: [kind] }`,
    `id: size, type: SELECT, expression: "{{ inputs.sizes }}"`,
    `id: note, type: STRING, defaults: "{{ flow.id }} {{ vars.who }} {{ inputs.kind }}", dependsOn: { inputs: [kind] }`,
    `id: reason, type: STRING, dependsOn: { inputs: [kind], condition: "{{ inputs.kind == 'large' }}" }`,
  ]).replace('tasks:', 'variables: { who: me }\ntasks:');

  test('defaults, lists and conditions are rendered with the inputs that are known', async () => {
    expect(
      await storedInputs(await world.start(source, { kind: 'small', size: 2, reason: 'unasked' })),
    ).toEqual({
      kind: 'small',
      sizes: [1, 2],
      size: '2',
      note: 'made me small',
    });
  });

  test('all that is wrong is told at once, and nothing is stored', async () => {
    expect(await refused(source, { kind: 'large', size: '1' })).toEqual([
      {
        input: 'size',
        message: 'Invalid input for `size`, it must match the values `[8, 9]`, but received `1`',
      },
      {
        input: 'reason',
        message: 'Invalid input for `reason`, missing required input, but received `null`',
      },
    ]);
  });

  test('checking tells about each input what a form needs', async () => {
    await world.runtime.saveFlow(source);
    const checked = await world.runtime.validateInputs({
      namespace: 'test',
      flowId: 'made',
      inputs: { kind: 'large' },
    });
    expect(checked).toMatchObject({
      kind: 'checked',
      inputs: [
        { id: 'kind', value: 'large', choices: ['small', 'large'] },
        { id: 'sizes', value: [8, 9], isDefault: true },
        { id: 'size', choices: ['8', '9'], issue: { input: 'size' } },
        { id: 'note', value: 'made me large' },
        { id: 'reason', isAskedFor: true, issue: { input: 'reason' } },
      ],
    });
  });

  test('an expression that takes too long is refused', async () => {
    const slow = flow('slow-default', [
      `id: a, type: STRING, defaults: "{% for i in range(1, 100000) %}{% for j in range(1, 100000) %}{{ i * j }}{% endfor %}{% endfor %}"`,
    ]);
    expect(await refused(slow, {})).toMatchObject([{ input: 'a' }]);
  });
});

describe('a secret', () => {
  const source = flow('secret', [
    'id: password, type: SECRET, validator: "[a-z0-9-]+"',
    `id: copy, type: STRING, defaults: "<{{ inputs.password }}>", dependsOn: { inputs: [password] }`,
    `id: token, type: STRING, defaults: "{{ secret('TOKEN') }}"`,
    'id: open, type: STRING, defaults: open',
  ]);

  test('is stored encrypted, and so is what is made of it', async () => {
    const id = await world.start(source, { password: 'hunter-2' });
    const stored = await storedInputs(id);
    expect(JSON.stringify(stored)).not.toMatch(/hunter-2|tok-12345/);
    expect([stored.password, stored.copy, stored.token].map((value) => isEncrypted(value as never))).toEqual([
      true,
      true,
      true,
    ]);
    expect(stored.open).toBe('open');
  });

  test('is not told again by what says that it is wrong, nor by a check', async () => {
    const issues = await refused(source, { password: 'HUNTER 2', open: '\u0000' });
    expect(issues).toHaveLength(2);
    expect(JSON.stringify(issues)).not.toContain('HUNTER');
    const checked = await world.runtime.validateInputs({
      namespace: 'test',
      flowId: 'secret',
      inputs: { password: 'hunter-2' },
    });
    expect(checked).toMatchObject({
      issues: [],
      inputs: [{ value: '******' }, { value: '<******>' }, { value: '******' }, { value: 'open' }],
    });
    expect(JSON.stringify(checked)).not.toMatch(/hunter-2|tok-12345/);
  });

  test('is refused where encryption is not configured', async () => {
    const bare = await createRuntimeWorld({ isEncrypting: false });
    try {
      await bare.runtime.saveFlow(source);
      const request = { namespace: 'test', flowId: 'secret', inputs: { password: 'hunter-2', token: 'x' } };
      expect(await bare.runtime.startExecution(request)).toMatchObject({
        kind: 'inputsInvalid',
        issues: [
          {
            input: 'password',
            message: expect.stringContaining(
              'Unable to use a `SECRET` input/output as encryption is not configured',
            ),
          },
        ],
      });
    } finally {
      await bare.close();
    }
  });
});

describe('files', () => {
  const source = flow('files', [
    'id: data, type: FILE',
    'id: config, type: JSON, required: false',
    'id: unasked, type: FILE, dependsOn: { inputs: [config], condition: "{{ false }}" }',
  ]);
  const start = (files: ReadonlyMap<string, UploadedFile>, inputs = {}) =>
    world.runtime.startExecution({ namespace: 'test', flowId: 'files', inputs, files });
  const keys = async () => {
    const found: string[] = [];
    for await (const { key } of world.runtime.storage.list('test/files')) found.push(key);
    return found;
  };

  test('are stored under the execution, named by their address, and go with it', async () => {
    await world.runtime.saveFlow(source);
    const files = new Map([
      ['data', file('../my data.csv', 'a,b\n')],
      ['config', file('c.json', '{"x":1}')],
      ['unasked', file('unasked', 'u')],
      ['unknown', file('unknown', 'u')],
    ]);
    const started = await start(files);
    if (started.kind !== 'started') throw new Error(JSON.stringify(started));
    const { executionId } = started;
    const address = `kestra:///test/files/executions/${executionId}/inputs/data/my%20data.csv`;
    expect(await storedInputs(executionId)).toEqual({ data: address, config: { x: 1 } });
    expect(await keys()).toEqual([`test/files/executions/${executionId}/inputs/data/my data.csv`]);

    const opened = await world.runtime.openFile(executionId, address);
    if (opened.kind !== 'found') throw new Error(opened.kind);
    expect(opened).toMatchObject({ name: 'my data.csv', sizeBytes: 4 });
    expect((await opened.content.toArray()).join('')).toBe('a,b\n');
    expect((await world.runtime.openFile(executionId, `${address}x`)).kind).toBe('notFound');
    expect((await world.runtime.openFile(executionId, 'file:///etc/passwd')).kind).toBe('notAnAddress');
    expect((await world.runtime.openFile('nobody', address)).kind).toBe('executionNotFound');
    const other = await world.start(returns('other-files', ['a']));
    expect(await world.runtime.openFile(other, address)).toEqual({ kind: 'foreign', executionId });

    expect(await world.runtime.deleteExecution(executionId)).toEqual({ kind: 'notEnded' });
    await world.pool.query('UPDATE executions SET ended_at = now() WHERE id = $1', [executionId]);
    expect(await world.runtime.deleteExecution(executionId)).toEqual({ kind: 'deleted' });
    expect(await keys()).toEqual([]);
  });

  test('of a start that is refused, or that breaks off, leave nothing behind', async () => {
    await world.runtime.saveFlow(source);
    const config = { config: 'no json' };
    expect((await start(new Map([['data', file('x', 'x')]]), config)).kind).toBe('inputsInvalid');
    const broken: UploadedFile = {
      ...file('x', 'x'),
      open: () =>
        Readable.from(
          (async function* () {
            yield Buffer.from('first');
            throw new Error('the connection broke');
          })(),
        ),
    };
    const before = await world.count('executions');
    await expect(start(new Map([['data', broken]]))).rejects.toThrow('the connection broke');
    expect(await keys()).toEqual([]);
    expect(await world.count('executions')).toBe(before);
  });
});

test('a webhook starts with those defaults that can be rendered', async () => {
  const source = flow('hooked-defaults', [
    `id: token, type: STRING, defaults: "{{ secret('TOKEN') }}"`,
    'id: size, type: INT, defaults: "{{ 3 + 4 }}"',
    'id: needed, type: STRING, required: false',
    'id: wrong, type: INT, defaults: "{{ inputs.needed }}"',
  ]).replace(
    'tasks:',
    `triggers:\n  - { id: hook, type: io.kestra.plugin.core.trigger.Webhook, key: "{{ secret('TOKEN') }}" }\ntasks:`,
  );
  await world.runtime.saveFlow(source);
  const call = (key: string) =>
    world.runtime.startFromWebhook({
      namespace: 'test',
      flowId: 'hooked-defaults',
      key,
      viewer: ANYONE,
      headers: {},
      secretHeaders: new Set(),
      parameters: {},
    });
  expect((await call('tok-1234')).kind).toBe('webhookNotFound');
  const started = await call('tok-12345');
  if (started.kind !== 'started') throw new Error(started.kind);
  const { token, ...rest } = await storedInputs(started.executionId);
  expect(isEncrypted(token as never)).toBe(true);
  expect(rest).toEqual({ size: 7 });
});

test('a webhook that cannot give an input which the flow needs starts nothing, and names it', async () => {
  const source = flow('hooked-needs', ['id: name, type: STRING', 'id: size, type: INT, defaults: 1']).replace(
    'tasks:',
    'triggers:\n  - { id: hook, type: io.kestra.plugin.core.trigger.Webhook, key: needs-a-name }\ntasks:',
  );
  await world.runtime.saveFlow(source);
  const before = await world.count('executions');
  const result = await world.runtime.startFromWebhook({
    namespace: 'test',
    flowId: 'hooked-needs',
    key: 'needs-a-name',
    viewer: ANYONE,
    headers: {},
    secretHeaders: new Set(),
    parameters: {},
  });
  expect(result).toMatchObject({ kind: 'inputsInvalid', issues: [{ input: 'name' }] });
  expect(await world.count('executions')).toBe(before);
});
