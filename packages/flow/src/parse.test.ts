import { Decimal } from '@headrace/json';
import { describe, expect, test } from 'vitest';
import { fixtureCatalogue, yaml } from './catalogue.fixture';
import type { Flow } from './flow';
import { parseFlow } from './parse';

function parsed(source: string): Flow {
  const result = parseFlow(source, fixtureCatalogue);
  if (!result.ok) throw new Error(JSON.stringify(result.issues));
  return result.flow;
}

const smallest = 'id: a\nnamespace: b\ntasks:\n  - id: t\n    type: test.core.Rest\n';

test('the smallest flow', () => {
  expect(parseFlow(smallest, fixtureCatalogue)).toEqual({
    ok: true,
    issues: [],
    document: expect.anything(),
    flow: {
      id: 'a',
      namespace: 'b',
      disabled: false,
      labels: [],
      inputs: [],
      variables: {},
      tasks: [{ id: 't', type: 'test.core.Rest', disabled: false, properties: {} }],
      triggers: [],
    },
  });
});

test('everything a flow can hold', () => {
  const flow = parsed(yaml`
    id: Everything_1.x
    namespace: company.team-1
    description: |
      Two
      lines
    disabled: true
    labels:
      team: data
      version: 2
    variables:
      name: "{{ inputs.name }}"
      nested: {list: [1, 2.5, true, null, text]}
    inputs:
      - id: name
        type: STRING
        displayName: Your name
        description: Who you are
        required: false
        defaults: Ann
        validator: "[A-Z][a-z]+"
      - {id: some.count, type: INT, min: 1, max: "10", defaults: 5}
      - {id: sure, type: BOOLEAN, defaults: false}
    retry: {type: constant, interval: PT1M}
    tasks:
      - id: hello
        type: test.core.Say
        description: Says hello
        message: Hello {{ inputs.name }}
        timeout: PT1M30S
        retry:
          type: constant
          interval: PT0.25S
          maxAttempt: 3
          maxDuration: PT1H
          warningOnRetry: true
          behavior: RETRY_FAILED_TASK
      - id: off
        type: test.core.Say
        disabled: true
        message: [one, "{{ two }}"]
        level: WARN
    triggers:
      - id: hook
        type: io.kestra.plugin.core.trigger.Webhook
        key: "{{ secret('KEY') }}"
      - id: hook2
        type: io.kestra.plugin.core.trigger.Webhook
        description: Another
        disabled: true
        key: 0042
    revision: 7
    deleted: false
    tenantId: main
  `);
  expect(flow).toEqual({
    id: 'Everything_1.x',
    namespace: 'company.team-1',
    description: 'Two\nlines\n',
    disabled: true,
    labels: [
      { key: 'team', value: 'data' },
      { key: 'version', value: '2' },
    ],
    variables: { name: '{{ inputs.name }}', nested: { list: [1, 2.5, true, null, 'text'] } },
    inputs: [
      {
        id: 'name',
        type: 'STRING',
        displayName: 'Your name',
        description: 'Who you are',
        required: false,
        defaults: 'Ann',
        validator: '[A-Z][a-z]+',
      },
      { id: 'some.count', type: 'INT', required: true, min: 1, max: 10, defaults: 5 },
      { id: 'sure', type: 'BOOLEAN', required: true, defaults: false },
    ],
    retry: { type: 'constant', intervalMs: 60_000, warningOnRetry: false },
    tasks: [
      {
        id: 'hello',
        type: 'test.core.Say',
        description: 'Says hello',
        disabled: false,
        timeoutMs: 90_000,
        retry: {
          type: 'constant',
          intervalMs: 250,
          maxAttempts: 3,
          maxDurationMs: 3_600_000,
          warningOnRetry: true,
        },
        properties: { message: 'Hello {{ inputs.name }}' },
      },
      {
        id: 'off',
        type: 'test.core.Say',
        disabled: true,
        properties: { message: ['one', '{{ two }}'], level: 'WARN' },
      },
    ],
    triggers: [
      {
        id: 'hook',
        type: 'io.kestra.plugin.core.trigger.Webhook',
        disabled: false,
        key: "{{ secret('KEY') }}",
      },
      {
        id: 'hook2',
        type: 'io.kestra.plugin.core.trigger.Webhook',
        description: 'Another',
        disabled: true,
        key: '0042',
      },
    ],
  });
});

test('older spellings mean the same, with a warning', () => {
  const source = yaml`
    id: a
    namespace: b
    inputs:
      - name: who
        type: STRING
    tasks:
      - id: t
        type: test.old.Say
        message: x
        retry: {type: constant, interval: PT1S, maxAttempts: 2}
    triggers:
      - id: w
        type: io.kestra.core.models.triggers.types.Webhook
        key: k
  `;
  const flow = parsed(source);
  expect(flow.inputs[0]?.id).toBe('who');
  expect(flow.tasks[0]?.type).toBe('test.core.Say');
  expect(flow.tasks[0]?.retry?.maxAttempts).toBe(2);
  expect(flow.triggers[0]?.type).toBe('io.kestra.plugin.core.trigger.Webhook');
  const warnings = parseFlow(source, fixtureCatalogue).issues;
  expect(warnings.map(({ severity, path, line, column }) => [severity, path, line, column])).toEqual([
    ['warning', 'inputs[0].name', 4, 5],
    ['warning', 'tasks[0].type', 8, 11],
    ['warning', 'triggers[0].type', 13, 11],
  ]);
});

test('a default that its own input refuses is a warning', () => {
  const source = `${smallest}inputs:\n  - id: n\n    type: INT\n    min: 5\n    defaults: 3\n`;
  expect(parseFlow(source, fixtureCatalogue)).toMatchObject({
    ok: true,
    issues: [
      {
        severity: 'warning',
        path: 'inputs[0].defaults',
        message: 'Invalid input for `n`, it must be more than `5`, but received `3`',
        line: 10,
        column: 15,
      },
    ],
  });
});

describe('labels', () => {
  test.each([
    [
      'a map',
      'labels: {a: x, b: true}',
      [
        { key: 'a', value: 'x' },
        { key: 'b', value: 'true' },
      ],
    ],
    [
      'a list',
      'labels: [{key: a, value: 1}, {key: a, value: y}]',
      [
        { key: 'a', value: '1' },
        { key: 'a', value: 'y' },
      ],
    ],
    ['system.readOnly', 'labels: {system.readOnly: true}', [{ key: 'system.readOnly', value: 'true' }]],
    ['none', 'labels:', []],
  ])('%s', (_name, written, labels) => {
    expect(parsed(`${smallest}${written}\n`).labels).toEqual(labels);
  });
});

describe('what YAML makes of a value', () => {
  test.each([
    ['007', '007'],
    ['+0', 0],
    ['-0', 0],
    ['12', 12],
    ['1.50', Decimal.of('1.50')],
    ['1.0', Decimal.of('1.0')],
    ['+1.5', 1.5],
    ['.5', 0.5],
    ['1.', Decimal.of('1.0')],
    ['0.1000000000000000055511151231257827', Decimal.of('0.1000000000000000055511151231257827')],
    ['.inf', '.inf'],
    ['12e4567', '12e4567'],
    ['1234e5', '1234e5'],
    ['1.5e3', Decimal.of('1500.0')],
    ['1.0e400', Decimal.of('1.0E400')],
    ['1.0e4000', '1.0e4000'],
    ['12345678901234567890', 12345678901234567890n],
    ['9'.repeat(1001), '9'.repeat(1001)],
    ['0x10', 16],
    ['yes', true],
    ['Off', false],
    ['"yes"', 'yes'],
    ['y', 'y'],
    ['True', true],
    ['~', null],
    ['2024-01-01', '2024-01-01'],
    ['"\\u00e9"', 'é'],
  ])('%s', (written, value) => {
    expect(parsed(`${smallest}variables:\n  x: ${written}\n`).variables).toStrictEqual({ x: value });
  });

  test('an alias stands for what its anchor holds', () => {
    expect(parsed(`${smallest}variables:\n  x: &x {a: 1}\n  y: *x\n  z: [*x]\n`).variables).toEqual({
      x: { a: 1 },
      y: { a: 1 },
      z: [{ a: 1 }],
    });
  });

  test('keys are texts', () => {
    expect(parsed(`${smallest}variables: {1: a, 1.10: b, true: c, constructor: d}\n`).variables).toEqual({
      1: 'a',
      '1.10': 'b',
      true: 'c',
      constructor: 'd',
    });
  });
});

test('comments, a start mark, a byte order mark and Windows line ends are fine', () => {
  expect(parsed(`\uFEFF---\n# first\n${smallest}...\n`.replaceAll('\n', '\r\n')).id).toBe('a');
});

test('properties without a value count as absent', () => {
  const flow = parsed(
    'id: a\nnamespace: b\ndescription:\nlabels:\ninputs:\nvariables:\ntriggers:\nretry:\ntasks:\n  - {id: t, type: test.core.Rest, timeout: , retry: , options: }\n',
  );
  expect(flow).toEqual(parsed(smallest));
});
