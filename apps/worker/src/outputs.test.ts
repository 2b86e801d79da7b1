import { readOwnJson } from '@headrace/json';
import { isEncrypted } from '@headrace/runtime/world';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createWorkerWorld, type WorkerWorld } from './worker.world';

let world: WorkerWorld;
beforeAll(async () => {
  world = await createWorkerWorld({
    secrets: { TOKEN: 'tok-12345' },
    settings: { envs: { region: 'eu' }, globals: { nested: { int: 2 } } },
  });
});
afterAll(() => world.close());

const RETURN = 'io.kestra.plugin.core.debug.Return';
const LOG = 'io.kestra.plugin.core.log.Log';

interface Parts {
  readonly inputs?: readonly string[];
  readonly tasks: readonly string[];
  readonly outputs?: readonly string[];
}

function flow(id: string, { inputs = [], tasks, outputs = [] }: Parts): string {
  const list = (name: string, items: readonly string[]) =>
    items.length === 0 ? '' : `${name}:\n${items.map((item) => `  - { ${item} }\n`).join('')}`;
  return `id: ${id}\nnamespace: test\n${list('inputs', inputs)}${list('tasks', tasks)}${list('outputs', outputs)}`;
}

const returns = (id: string, format: string) => `id: ${id}, type: ${RETURN}, format: '${format}'`;

describe('flow outputs', () => {
  test('are rendered and read by their type when the execution ends, the last task included', async () => {
    const { execution } = await world.run(
      flow('outputs', {
        inputs: ['id: n, type: INT'],
        tasks: [returns('a', '{{ inputs.n * 2 }}'), returns('b', '{"x": [1]}')],
        outputs: [
          `id: doubled, type: INT, value: '{{ outputs.a.value }}'`,
          `id: json, type: JSON, value: '{{ outputs.b.value }}'`,
          `id: list, type: ARRAY, itemType: INT, value: ['{{ outputs.a.value }}', 3]`,
          `id: state, type: STRING, value: '{{ tasks.b.state }} of {{ flow.id }}'`,
          `id: nothing, type: STRING, required: false, value: '{{ outputs.a.value == 1 ? 1 : null }}'`,
        ],
      }),
      { n: 21 },
    );
    expect(execution.state).toBe('SUCCESS');
    expect(execution.error).toBeNull();
    expect(execution.outputs).toEqual({
      doubled: 42,
      json: { x: [1] },
      list: [42, 3],
      state: 'SUCCESS of outputs',
      nothing: null,
    });
  });

  test('that cannot be rendered or read fail the execution, which says why in its log and its last event', async () => {
    const cases = {
      unknown: [`'{{ outputs.nobody.value }}'`, 'STRING', /Unable to find `nobody`/],
      mistyped: [
        `'{{ outputs.a.value }}'`,
        'INT',
        /o: Invalid output for `o`, Expected `INT` but received `x`/,
      ],
      unstorable: [`['{{ "%00" | urldecode }}']`, 'ARRAY', /The output o\.0 holds a NUL character/],
    } as const;
    for (const [id, [value, type, reason]] of Object.entries(cases)) {
      const { execution, lines } = await world.run(
        flow(`bad-outputs-${id}`, {
          tasks: [returns('a', 'x')],
          outputs: [`id: o, type: ${type}, value: ${value}`],
        }),
      );
      expect(execution.state).toBe('FAILED');
      expect(execution.outputs).toBeNull();
      expect(execution.error).toMatch(/^Failed to render output values: /);
      expect(execution.error).toMatch(reason);
      expect(execution.taskRuns.map(({ state }) => state)).toEqual(['SUCCESS']);
      expect(execution.events.at(-1)).toMatchObject({
        kind: 'executionEnded',
        detail: { message: execution.error },
      });
      expect(lines.at(-1)).toMatchObject({
        level: 4,
        taskRunId: null,
        attempt: null,
        message: execution.error,
      });
      expect(lines.map(({ position }) => position)).toEqual(lines.map((_, index) => index + 1));
    }
  });

  test('that are not required are null when they cannot be rendered, with a warning', async () => {
    const { execution, lines } = await world.run(
      flow('optional-outputs', {
        tasks: [returns('a', 'A'), `${returns('skipme', 'B')}, disabled: true`],
        outputs: [
          `id: first, type: STRING, value: '{{ outputs.a.value }}'`,
          `id: opt, type: STRING, required: false, value: '{{ outputs.skipme.value }}'`,
        ],
      }),
    );
    expect(execution).toMatchObject({ state: 'SUCCESS', error: null, outputs: { first: 'A', opt: null } });
    expect(lines.at(-1)).toMatchObject({ level: 3, taskRunId: null });
    expect(lines.at(-1)?.message).toMatch(
      /^The output opt is not required and is null: Unable to find `skipme`/,
    );
  });

  test('that are all nothing are none', async () => {
    const { execution } = await world.run(
      flow('no-outputs', {
        tasks: [returns('a', 'A')],
        outputs: [`id: o, type: STRING, required: false, value: '{{ null }}'`],
      }),
    );
    expect(execution).toMatchObject({ state: 'SUCCESS', outputs: {} });
  });

  test('keep every digit on their way through a task', async () => {
    const numbers = '[8202522731445525542, 1.0, 1.50, 1e3, 1e400, 0.1000000000000000055511151231257827]';
    const exact = readOwnJson(numbers);
    const { execution } = await world.run(
      flow('digits', {
        inputs: ['id: numbers, type: JSON'],
        tasks: [
          returns('text', '{{ inputs.numbers }}'),
          `id: v, type: io.kestra.plugin.core.output.OutputValues, values: { written: [12345678901234567890, 2.50] }`,
        ],
        outputs: [
          `id: all, type: JSON, value: '{{ outputs.text.value }}'`,
          `id: written, type: JSON, value: '{{ outputs.v.values.written }}'`,
        ],
      }),
      { numbers: exact },
    );
    expect(execution.state).toBe('SUCCESS');
    const { rows } = await world.runtime.database.pool.query(
      `SELECT inputs -> 'numbers' AS inputs, inputs ->> 'numbers' AS text, outputs FROM executions WHERE id = $1`,
      [execution.id],
    );
    expect(rows).toStrictEqual([
      {
        inputs: exact,
        // Printed in between, as Kestra prints decimals: without zeros at their end
        outputs: {
          all: readOwnJson(numbers.replace('1.50', '1.5')),
          written: readOwnJson('[12345678901234567890, 2.5]'),
        },
        text: numbers.replace('1e3', '1000.0').replace('1e400', `1${'0'.repeat(400)}.0`),
      },
    ]);
  });

  test('of values with types of their own', async () => {
    const { execution } = await world.run(
      flow('values', {
        tasks: [
          `id: v, type: io.kestra.plugin.core.output.OutputValues, values: { one: '{{ flow.id }}', list: [1, '{{ 2 }}'] }`,
        ],
        outputs: [
          `id: list, type: ARRAY, value: ['{{ outputs.v.values.one }}', '{{ outputs.v.values.list | last }}']`,
          `id: all, type: JSON, value: '{{ outputs.v.values }}'`,
        ],
      }),
    );
    expect(execution.outputs).toEqual({ list: ['values', '2'], all: { one: 'values', list: [1, '2'] } });
  });

  test('of a failed execution are those that it got to', async () => {
    const source = flow('failed-outputs', {
      tasks: [returns('a', 'x'), returns('b', '{{ missing }}')],
      outputs: [`id: o, type: STRING, value: '{{ outputs.a.value }} {{ tasks.b.state }}'`],
    });
    const { execution } = await world.run(source);
    expect(execution).toMatchObject({ state: 'FAILED', error: null, outputs: { o: 'x FAILED' } });
  });

  test('of an execution that has nothing to do', async () => {
    const { execution } = await world.run(
      flow('idle', {
        tasks: [`${returns('a', 'x')}, disabled: true`],
        outputs: [`id: o, type: STRING, value: '{{ flow.id }}'`],
      }),
    );
    expect(execution).toMatchObject({ state: 'SUCCESS', outputs: { o: 'idle' } });
    const { execution: failed, lines } = await world.run(
      flow('idle-bad', {
        tasks: [`${returns('a', 'x')}, disabled: true`],
        outputs: [`id: o, type: STRING, value: '{{ missing }}'`],
      }),
    );
    expect(failed).toMatchObject({ state: 'FAILED', error: expect.stringContaining('missing') });
    expect(lines).toMatchObject([{ position: 1, level: 4, message: failed.error }]);
  });
});

describe('secrets', () => {
  test('reach the tasks that use them, and neither logs, outputs, messages nor events', async () => {
    const { execution, lines } = await world.run(
      flow('secrets', {
        inputs: ['id: password, type: SECRET'],
        tasks: [
          returns('token', `Bearer {{ secret("TOKEN") }}`),
          returns('length', '{{ inputs.password | length }} {{ outputs.token.value | length }}'),
          `id: log, type: ${LOG}, message: 'a {{ inputs.password }} b {{ outputs.token.value }} c {{ inputs.password | base64encode }}'`,
          returns('failing', `{{ fromJson(inputs.password) }}{{ secret("TOKEN") }}`),
        ],
        outputs: [
          `id: hidden, type: SECRET, value: 'plain'`,
          `id: made, type: STRING, value: '{{ outputs.token.value }}'`,
        ],
      }),
      { password: 'hunter-2' },
    );
    const [token, length, , failing] = execution.taskRuns;
    expect(execution.state).toBe('FAILED');
    expect(isEncrypted((token?.outputs as { value: never }).value)).toBe(true);
    expect(length?.outputs).toEqual({ value: '8 16' });
    expect(lines.map(({ message }) => message)).toContain('a ****** b ****** c ******');
    expect(failing?.attempts[0]?.error).not.toBeNull();
    expect(execution.outputs).toMatchObject({ hidden: { value: expect.any(String) } });
    const everything = JSON.stringify({ execution, lines }, (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    for (const text of ['hunter-2', 'tok-12345', btoa('hunter-2'), '"plain"'])
      expect(everything).not.toContain(text);
  });

  test('that do not exist fail the task by their name', async () => {
    const { execution } = await world.run(
      flow('no-secret', { tasks: [returns('a', '{{ secret("NOBODY") }}')] }),
    );
    expect(execution.taskRuns[0]?.attempts[0]?.error).toMatch(/Cannot find secret for key 'NOBODY'/);
  });

  test('are not shown by evaluating an expression, whatever is done to them', async () => {
    const { execution } = await world.run(
      flow('evaluated', {
        inputs: ['id: password, type: SECRET'],
        tasks: [returns('a', '{{ inputs.password }}')],
      }),
      { password: 'hunter-2' },
    );
    const evaluated = await world.runtime.evaluateExpression({
      executionId: execution.id,
      expression: `{{ inputs.password | upper }} {{ secret('TOKEN') }} {{ outputs.a.value | base64encode }}`,
    });
    expect(evaluated).toMatchObject({
      kind: 'evaluated',
      rendering: { result: `****** ****** ${btoa('******')}` },
    });
  });
});

test('settings are seen by inputs, tasks and outputs', async () => {
  const template = '{{ envs.region }} {{ globals.nested.int }}';
  const { execution } = await world.run(
    flow('settings', {
      inputs: [`id: i, type: STRING, defaults: '${template}'`],
      tasks: [returns('a', template)],
      outputs: [`id: o, type: STRING, value: '${template}'`],
    }),
  );
  expect(execution).toMatchObject({
    inputs: { i: 'eu 2' },
    taskRuns: [{ outputs: { value: 'eu 2' } }],
    outputs: { o: 'eu 2' },
  });
});

test('files of another execution cannot be read, even if their address was given as an input', async () => {
  const source = flow('reading', {
    inputs: ['id: f, type: FILE'],
    tasks: [returns('a', '{{ read(inputs.f) }} {{ fileSize(inputs.f) }} {{ fileExists(inputs.f) }}')],
  });
  const { execution: other } = await world.run(flow('other', { tasks: [returns('a', 'x')] }));
  const address = `kestra:///test/other/executions/${other.id}/inputs/f/x`;
  await world.runtime.storage.put(`test/other/executions/${other.id}/inputs/f/x`, Buffer.from('secret'));
  const { execution } = await world.run(source, { f: address });
  expect(execution.taskRuns[0]?.attempts[0]?.error).toMatch(/didn't belong to the current execution/);
});
