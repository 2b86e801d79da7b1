import { Decimal } from '@headrace/json';
import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../json';
import { inputSchema } from './index';
import { type InputPorts, resolveInputs } from './resolve-inputs';

/** Renders `{{ equals a 1 }}` and `{{ get a }}`; everything else fails. */
const ports: InputPorts = {
  async render(expression, inputs) {
    const [, verb, name = '', value] = /\{\{ (\w+) (\w+) ?(\w*) \}\}/.exec(expression) ?? [];
    if (verb === 'get' && name in inputs) return inputs[name] as JsonValue;
    if (verb === 'equals' && name in inputs) return String(inputs[name]) === value;
    throw new Error(`Unable to find \`${name}\``);
  },
  async renderText(template, inputs) {
    const parts = template.split(/(\{\{.*?\}\})/);
    const printed = parts.map(async (part) => {
      const value = part.startsWith('{{') ? await ports.render(part, inputs) : part;
      return typeof value === 'object' ? JSON.stringify(value ?? '') : String(value);
    });
    return (await Promise.all(printed)).join('').replaceAll('""', '');
  },
  encrypt: async (plain) => ({ encrypted: plain.length }),
};

const resolveAll = (inputs: object[], supplied: Record<string, unknown>, given: InputPorts = ports) =>
  resolveInputs(
    inputs.map((input) => inputSchema.parse(input)),
    supplied,
    given,
  );

/** Without what is told about each of them. */
const resolve = async (...args: Parameters<typeof resolveAll>) => {
  const { inputs: _, ...result } = await resolveAll(...args);
  return result;
};

const when = (value: string) => ({ dependsOn: { inputs: ['a'], condition: `{{ equals a ${value} }}` } });

describe('dependsOn', () => {
  const inputs = [
    { id: 'b', type: 'STRING', ...when('yes') },
    { id: 'a', type: 'STRING' },
    { id: 'c', type: 'STRING', dependsOn: { inputs: ['b'] } },
  ];

  test('an input is asked for when the condition holds', async () => {
    expect(await resolve(inputs, { a: 'yes', b: '1', c: '2' })).toEqual({
      ok: true,
      values: { a: 'yes', b: '1', c: '2' },
    });
    expect(await resolve(inputs, { a: 'yes', c: '2' })).toMatchObject({
      ok: false,
      issues: [{ input: 'b' }],
    });
  });

  test('and left out when it does not, with all that depends on it', async () => {
    expect(await resolve(inputs, { a: 'no', b: '1' })).toEqual({ ok: true, values: { a: 'no' } });
  });

  test('a condition that cannot be rendered is told, unless its inputs are wrong themselves', async () => {
    const bad = [
      { id: 'a', type: 'STRING' },
      { id: 'b', type: 'STRING', dependsOn: { condition: '{{ get z }}' } },
    ];
    expect(await resolve(bad, { a: 'x' })).toEqual({
      ok: false,
      issues: [
        {
          input: 'b',
          message: 'Invalid input for `b`, Invalid condition: Unable to find `z`, but received `null`',
        },
      ],
    });
    expect(await resolve(inputs, {})).toMatchObject({ ok: false, issues: [{ input: 'a' }] });
  });

  test('a cycle does not hang', async () => {
    const cycle = [
      { id: 'a', type: 'STRING', dependsOn: { inputs: ['b'] } },
      { id: 'b', type: 'STRING', dependsOn: { inputs: ['a'] } },
    ];
    expect(await resolve(cycle, { a: '1', b: '2' })).toEqual({ ok: true, values: { a: '1', b: '2' } });
  });
});

test('defaults are rendered, and read as their type', async () => {
  const inputs = [
    { id: 'a', type: 'STRING' },
    { id: 'n', type: 'INT', defaults: '{{ get a }}', dependsOn: { inputs: ['a'] } },
  ];
  expect(await resolve(inputs, { a: '7' })).toEqual({ ok: true, values: { a: '7', n: 7 } });
  expect(await resolve(inputs, { a: 'x' })).toMatchObject({ ok: false, issues: [{ input: 'n' }] });
  expect(await resolve([{ id: 'n', type: 'INT', defaults: '{{ get z }}' }], {})).toMatchObject({
    ok: false,
    issues: [{ message: expect.stringContaining('Invalid defaults: Unable to find `z`') }],
  });
});

test('the first choice stands where nothing is sent, if the input says so', async () => {
  const first = { id: 'a', type: 'SELECT', values: ['x', 'y'], autoSelectFirst: true };
  expect(await resolve([first], {})).toEqual({ ok: true, values: { a: 'x' } });
  expect(await resolve([first], { a: 'y' })).toEqual({ ok: true, values: { a: 'y' } });
  expect(await resolve([{ ...first, defaults: 'y' }], {})).toEqual({ ok: true, values: { a: 'y' } });
  expect(await resolve([{ ...first, autoSelectFirst: false }], {})).toMatchObject({ ok: false });
});

test('a default sees the inputs that its own depends on; the others are nothing', async () => {
  const inputs = [
    { id: 's', type: 'STRING', defaults: 'a' },
    { id: 't', type: 'STRING', defaults: '{{ get s }}-x' },
  ];
  expect(await resolve(inputs, {})).toEqual({ ok: true, values: { s: 'a', t: '-x' } });
});

test('defaults are texts with any number of expressions, also inside lists and maps', async () => {
  const inputs = [
    { id: 'a', type: 'STRING' },
    { id: 'n', type: 'INT', defaults: 3 },
    { id: 'text', type: 'STRING', defaults: '<{{ get a }}-{{ get n }}>', dependsOn: { inputs: ['a', 'n'] } },
    {
      id: 'list',
      type: 'ARRAY',
      itemType: 'STRING',
      defaults: ['x', '{{ get a }}'],
      dependsOn: { inputs: ['a'] },
    },
    {
      id: 'json',
      type: 'JSON',
      defaults: { deep: ['{{ get n }}', Decimal.of('1.0')] },
      dependsOn: { inputs: ['n'] },
    },
  ];
  expect(await resolve(inputs, { a: 'b' })).toEqual({
    ok: true,
    values: { a: 'b', n: 3, text: '<b-3>', list: ['x', 'b'], json: { deep: ['3', Decimal.of('1.0')] } },
  });
});

test('a default that prints nothing is no value, except of a text', async () => {
  const inputs = [
    { id: 'a', type: 'STRING', required: false },
    { id: 'n', type: 'INT', defaults: '{{ get a }}', required: false },
    { id: 's', type: 'STRING', defaults: '{{ get a }}' },
  ];
  expect(await resolve(inputs, {})).toEqual({ ok: true, values: { a: null, n: null, s: '' } });
});

test('a default that reads what is wrong is not told as well, one that is wrong by itself is', async () => {
  const inputs = [
    { id: 'a', type: 'INT' },
    { id: 'b', type: 'STRING', defaults: '{{ get a }}' },
    { id: 'c', type: 'STRING', defaults: '{{ get b }}' },
    { id: 'd', type: 'STRING', defaults: '{{ get z }}' },
  ];
  expect(await resolve(inputs, { a: 'x' })).toMatchObject({ issues: [{ input: 'a' }, { input: 'd' }] });
});

test('lists of values are rendered', async () => {
  const inputs = [
    { id: 'a', type: 'ARRAY', itemType: 'INT' },
    { id: 's', type: 'SELECT', expression: '{{ get a }}' },
  ];
  expect(await resolve(inputs, { a: [1, 2], s: '2' })).toMatchObject({ ok: true });
  expect(await resolve(inputs, { a: [1, 2], s: '3' })).toMatchObject({
    ok: false,
    issues: [{ message: expect.stringContaining('it must match the values `[1, 2]`') }],
  });
});

test('secrets are encrypted, or refused where that is not set up', async () => {
  const inputs = [{ id: 's', type: 'SECRET' }];
  expect(await resolve(inputs, { s: 'abc' })).toEqual({ ok: true, values: { s: { encrypted: 3 } } });
  const { encrypt: _, ...without } = ports;
  const refused = await resolve(inputs, { s: 'abc' }, without);
  expect(refused).toMatchObject({
    ok: false,
    issues: [
      {
        message: expect.stringContaining(
          'Unable to use a `SECRET` input/output as encryption is not configured',
        ),
      },
    ],
  });
  expect(JSON.stringify(refused)).not.toContain('abc');
});

test('tells about every input while a form is filled in', async () => {
  const inputs = [
    { id: 'list', type: 'ARRAY', itemType: 'STRING' },
    { id: 'pick', type: 'SELECT', expression: '{{ get list }}' },
    { id: 'fixed', type: 'SELECT', values: ['x', 'y'], defaults: 'y' },
    { id: 'hidden', type: 'STRING', dependsOn: { inputs: ['fixed'], condition: '{{ equals fixed x }}' } },
  ];
  const told = async (supplied: Record<string, unknown>) => (await resolveAll(inputs, supplied)).inputs;
  expect(await told({ list: ['a', 'b'] })).toEqual([
    { id: 'list', isAskedFor: true, isDefault: false, value: ['a', 'b'] },
    {
      id: 'pick',
      isAskedFor: true,
      isDefault: false,
      choices: ['a', 'b'],
      issue: {
        input: 'pick',
        message: 'Invalid input for `pick`, missing required input, but received `null`',
      },
    },
    { id: 'fixed', isAskedFor: true, isDefault: true, choices: ['x', 'y'], value: 'y' },
    { id: 'hidden', isAskedFor: false, isDefault: false },
  ]);
  // What the list is made of is wrong: only that is told
  const wrong = await told({ list: 'nonsense', pick: 'a' });
  expect(wrong.filter(({ issue }) => issue)).toHaveLength(1);
  expect(wrong).toMatchObject([
    { id: 'list', issue: { input: 'list' } },
    { id: 'pick', isAskedFor: true },
    { id: 'fixed' },
    { id: 'hidden' },
  ]);
});
