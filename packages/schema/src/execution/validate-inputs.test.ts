import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSchemaWorld, type SchemaWorld } from '../schema.world';

let world: SchemaWorld;
beforeAll(async () => {
  world = await createSchemaWorld();
  await world.runtime.saveFlow(`id: form
namespace: asking
inputs:
  - { id: kind, type: SELECT, values: [small, large], defaults: small }
  - { id: size, type: INT, min: 1, dependsOn: { inputs: [kind], condition: "{{ inputs.kind == 'large' }}" } }
  - { id: name, type: STRING, defaults: "{{ inputs.kind | upper }}", dependsOn: { inputs: [kind] } }
  - { id: place, type: SELECT, expression: "{{ [inputs.kind ~ '-a', inputs.kind ~ '-b'] }}", required: false }
  - { id: password, type: SECRET, defaults: hidden-default }
  - { id: data, type: FILE, required: false }
tasks: [{ id: t, type: io.kestra.plugin.core.log.Log, message: hi }]
`);
});
afterAll(() => world.close());

const VALIDATE = `query ($inputs: JSON) { validateInputs(namespace: "asking", flowId: "form", inputs: $inputs) {
  __typename
  ... on InputValidation { valid issues { inputId } inputs { inputId enabled value isDefault choices error } }
} }`;

const validate = async (inputs: object) => {
  const { validateInputs } = await world.ask(VALIDATE, { inputs });
  return new Map<string, unknown>(
    validateInputs.inputs.map(({ inputId, ...told }: { inputId: string }) => [inputId, told]),
  );
};

test('tells a form what it cannot know: rendered defaults and lists, and what is asked for', async () => {
  const told = await validate({});
  expect([...told.keys()]).toEqual(['kind', 'size', 'name', 'place', 'password', 'data']);
  expect(told.get('size')).toMatchObject({ enabled: false, value: null, error: null });
  expect(told.get('name')).toMatchObject({ value: 'SMALL', isDefault: true });
  expect(told.get('place')).toMatchObject({ choices: ['small-a', 'small-b'], value: null });
});

test('what was filled in changes what is asked for', async () => {
  const told = await validate({ kind: 'large', size: '0', place: 'large-b' });
  expect(told.get('kind')).toMatchObject({ value: 'large', isDefault: false, choices: ['small', 'large'] });
  expect(told.get('size')).toMatchObject({
    enabled: true,
    value: null,
    error: expect.stringContaining('more than `1`'),
  });
  expect(told.get('place')).toMatchObject({ value: 'large-b', choices: ['large-a', 'large-b'] });
});

test('a secret comes back masked, whether it was sent or is the default', async () => {
  expect((await validate({})).get('password')).toMatchObject({ value: '******', isDefault: true });
  const answer = await world.ask(VALIDATE, { inputs: { password: 'my-own-secret' } });
  expect(JSON.stringify(answer)).not.toMatch(/my-own-secret|hidden-default/);
});

test('a file that is to be sent is told by the address it might have', async () => {
  expect((await validate({ data: 'kestra:///upload/my%20data.csv' })).get('data')).toMatchObject({
    error: null,
    value: 'kestra:///upload/my%20data.csv',
  });
});
