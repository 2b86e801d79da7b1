import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSchemaWorld, type SchemaWorld } from '../schema.world';

let world: SchemaWorld;
beforeAll(async () => {
  world = await createSchemaWorld();
});
afterAll(() => world.close());

const FIELDS = `inputId type required defaults prefill validator min max minDuration maxDuration after before
  values itemType allowCustomValue isRadio extension dependsOn { inputIds condition } isComputed`;

/** The only input of a flow, as it is told. */
async function told(input: string) {
  const saved = await world.runtime.saveFlow(`id: one
namespace: parts
inputs:
  - { id: other, type: STRING, required: false }
  - ${input}
tasks: [{ id: t, type: io.kestra.plugin.core.log.Log, message: hi }]
`);
  if (saved.kind !== 'saved') throw new Error(JSON.stringify(saved));
  const { flow } = await world.ask(`{ flow(namespace: "parts", flowId: "one") { inputs { ${FIELDS} } } }`);
  return flow.inputs[1];
}

describe('an input is told with its limits', () => {
  test.each<[written: string, expected: object]>([
    ['{ id: a, type: STRING, validator: "[a-z]+", prefill: abc }', { validator: '[a-z]+', prefill: 'abc' }],
    ['{ id: a, type: INT, min: 1, max: 9, defaults: 3 }', { min: 1, max: 9, defaults: 3 }],
    ['{ id: a, type: FLOAT, min: 0.5, max: 100 }', { min: 0.5, max: 100 }],
    ['{ id: a, type: BOOL, defaults: true }', { type: 'BOOLEAN', defaults: true }],
    [
      '{ id: a, type: SELECT, values: [x, y], isRadio: true }',
      { values: ['x', 'y'], isRadio: true, allowCustomValue: false, isComputed: false },
    ],
    ['{ id: a, type: ENUM, values: [x] }', { type: 'ENUM', values: ['x'] }],
    [
      '{ id: a, type: MULTISELECT, values: ["1", "2"], itemType: INT, allowCustomValue: true, defaults: ["1"] }',
      { values: ['1', '2'], itemType: 'INT', allowCustomValue: true, defaults: ['1'] },
    ],
    ['{ id: a, type: ARRAY, itemType: FLOAT }', { itemType: 'FLOAT', allowCustomValue: false }],
    [
      '{ id: a, type: DATETIME, after: "2024-01-01T00:00:00Z" }',
      { after: '2024-01-01T00:00:00Z', before: null },
    ],
    ['{ id: a, type: DATE, before: "2024-01-31" }', { before: '2024-01-31' }],
    ['{ id: a, type: TIME, after: "09:00:00" }', { after: '09:00:00' }],
    [
      '{ id: a, type: DURATION, min: PT0S, max: P1D, defaults: PT90M }',
      { minDuration: 'PT0S', maxDuration: 'PT24H', defaults: 'PT90M', min: null, max: null },
    ],
    ['{ id: a, type: FILE, extension: .csv }', { extension: '.csv' }],
    ['{ id: a, type: JSON, defaults: { a: [1] } }', { defaults: { a: [1] }, extension: null }],
    ['{ id: a, type: YAML }', { type: 'YAML', defaults: null, isComputed: false }],
    ['{ id: a, type: URI }', { type: 'URI' }],
    ['{ id: a, type: EMAIL }', { type: 'EMAIL' }],
    [
      '{ id: a, type: STRING, dependsOn: { inputs: [other], condition: "{{ true }}" } }',
      { dependsOn: { inputIds: ['other'], condition: '{{ true }}' }, isComputed: true },
    ],
    ['{ id: a, type: STRING, defaults: "{{ inputs.other }}" }', { isComputed: true }],
    ['{ id: a, type: SELECT, expression: "{{ [1] }}" }', { values: null, isComputed: true }],
  ])('%s', async (written, expected) => {
    expect(await told(written)).toMatchObject(expected);
  });

  test('and nothing tells the default of a secret', async () => {
    const secret = await told(
      '{ id: a, type: SECRET, defaults: "very-{{ inputs.other }}", prefill: very-secret, validator: ".{8,}" }',
    );
    expect(secret).toMatchObject({ defaults: null, prefill: null, isComputed: false, validator: '.{8,}' });
  });
});

test('the outputs of a flow are told without their values', async () => {
  await world.runtime.saveFlow(`id: giving
namespace: parts
outputs:
  - { id: total, type: INT, value: "{{ 1 }}", displayName: The total, description: All of it }
  - { id: note, type: STRING, value: "{{ 'x' }}", required: false }
tasks: [{ id: t, type: io.kestra.plugin.core.log.Log, message: hi }]
`);
  const { flow } = await world.ask(
    '{ flow(namespace: "parts", flowId: "giving") { outputs { outputId type displayName description required } } }',
  );
  expect(flow.outputs).toEqual([
    { outputId: 'total', type: 'INT', displayName: 'The total', description: 'All of it', required: true },
    { outputId: 'note', type: 'STRING', displayName: null, description: null, required: false },
  ]);
});
