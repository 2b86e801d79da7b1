import { expect, test } from 'vitest';
import type { Flow } from '../flow';
import { type Input, inputSchema } from '../input/index';
import { webhookTriggerSchema, WEBHOOK_TRIGGER_TYPE } from '../trigger/webhook';
import { webhookInputWarnings } from './webhook-warnings';

test.each<[string, object[], object, string[]]>([
  ['no inputs', [], {}, []],
  ['a default', [{ id: 'a', defaults: 'x' }], {}, []],
  ['one that may be left out', [{ id: 'a', required: false }], {}, []],
  ['one that depends on others', [{ id: 'a', dependsOn: { inputs: ['b'] } }], {}, []],
  ['one that the trigger gives', [{ id: 'a' }], { inputs: { a: '{{ trigger.body }}' } }, []],
  ['a webhook that is disabled', [{ id: 'a' }], { disabled: true }, []],
  [
    'two that nobody gives',
    [{ id: 'a' }, { id: 'b' }, { id: 'c', defaults: 'x' }],
    {},
    [
      'triggers.0: Calls of this webhook are refused: it gives no value for `a`, `b`, and there is no default',
    ],
  ],
])('%s', (_, inputs, trigger, expected) => {
  const flow: Flow = {
    id: 'f',
    namespace: 'n',
    disabled: false,
    labels: [],
    inputs: inputs.map((input): Input => inputSchema.parse({ type: 'STRING', ...input })),
    variables: {},
    tasks: [],
    triggers: [
      webhookTriggerSchema.parse({ id: 'hook', type: WEBHOOK_TRIGGER_TYPE, key: 'k-12345', ...trigger }),
    ],
  };
  const told = webhookInputWarnings(flow).map(({ path, message }) => `${path.join('.')}: ${message}`);
  expect(told).toEqual(expected);
});
