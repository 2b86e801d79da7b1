import { expect, test } from 'vitest';
import type { Flow } from '../flow';
import { type Input, inputSchema } from '../input/index';
import { inputReferenceWarnings } from './input-warnings';
import type { TemplateReference } from './warnings';

/** Reads `{{ a.b c.d }}`; a `!` cannot be read. */
function references(template: string): TemplateReference[] {
  if (template.includes('!')) throw new Error('unexpected `!`');
  const names = template.replace(/[{}]/g, '').trim().split(/\s+/);
  return names.map((name) => {
    const [root = '', ...path] = name.split('.');
    return { root, path };
  });
}

function warnings(inputs: readonly object[]): string[] {
  const flow: Flow = {
    id: 'f',
    namespace: 'n',
    disabled: false,
    labels: [],
    inputs: inputs.map((input): Input => inputSchema.parse({ type: 'STRING', ...input })),
    variables: { host: 'x' },
    tasks: [],
    triggers: [],
  };
  return inputReferenceWarnings(flow, references).map(
    ({ path, message, severity }) => `${severity} ${path.join('.')}: ${message}`,
  );
}

test.each<[string, object[], string[]]>([
  ['nothing to read', [{ id: 'a', defaults: 'plain' }], []],
  [
    'what is known',
    [
      { id: 'a' },
      {
        id: 'b',
        defaults: '{{ flow.id vars.host envs.x inputs.a execution.id }}',
        dependsOn: { inputs: ['a'] },
      },
    ],
    [],
  ],
  [
    'a part of a nested input',
    [{ id: 'a.b' }, { id: 'c', defaults: '{{ inputs.a.b }}', dependsOn: { inputs: ['a.b'] } }],
    [],
  ],
  [
    'what there is only later',
    [{ id: 'a', defaults: '{{ outputs.t.value trigger.body }}' }],
    [
      'warning inputs.0.defaults: `outputs` is not known when inputs are read',
      'warning inputs.0.defaults: `trigger` is not known when inputs are read',
    ],
  ],
  [
    'unknown names, with the nearest',
    [{ id: 'name' }, { id: 'b', defaults: '{{ inputs.nme vars.hst }}' }],
    [
      'warning inputs.1.defaults: There is no input `nme`. Did you mean `name`?',
      'warning inputs.1.defaults: There is no variable `hst`. Did you mean `host`?',
    ],
  ],
  [
    'a default over what it does not depend upon',
    [
      { id: 'a', defaults: '{{ inputs.b }}' },
      { id: 'x', defaults: '{{ inputs.b }}', dependsOn: { inputs: ['b'] } },
      { id: 'b' },
    ],
    ['warning inputs.0.defaults: `inputs.b` cannot be read here: it is not in `dependsOn.inputs`'],
  ],
  [
    'a condition over what it does not depend upon',
    [{ id: 'a' }, { id: 'b', dependsOn: { condition: '{{ inputs.a }}' } }],
    ['warning inputs.1.dependsOn.condition: `inputs.a` cannot be read here: it is not in `dependsOn.inputs`'],
  ],
  [
    'a text inside a default',
    [{ id: 'a', type: 'JSON', defaults: { deep: ['{{ inputs.zzz }}'] } }],
    ['warning inputs.0.defaults.deep.0: There is no input `zzz`'],
  ],
  [
    'a secret in the open',
    [
      { id: 'a', type: 'SECRET', defaults: 'hunter-2' },
      { id: 'b', type: 'SECRET', defaults: '{{ vars.host }}' },
      { id: 'c', type: 'SECRET' },
    ],
    [
      "warning inputs.0.defaults: Everybody who may read the flow can read this secret: write it as `{{ secret('NAME') }}`",
    ],
  ],
  [
    'a list over a later input',
    [{ id: 'a', type: 'SELECT', expression: '{{ inputs.b }}' }, { id: 'b' }],
    [
      'warning inputs.0.expression: `inputs.b` cannot be read here: it comes later and is not in `dependsOn.inputs`',
    ],
  ],
  [
    'a list',
    [{ id: 'a', type: 'SELECT', expression: '{{ inputs.zzz }}' }],
    ['warning inputs.0.expression: There is no input `zzz`'],
  ],
  [
    'what cannot be read',
    [{ id: 'a', defaults: '{{ ! }}' }],
    ['warning inputs.0.defaults: The expression cannot be read: unexpected `!`'],
  ],
])('warns of %s', (_, inputs, expected) => {
  expect(warnings(inputs)).toEqual(expected);
});
