import { FLOW_TRIGGER_TYPE } from '@headrace/flow';
import { expect, test } from 'vitest';
import { ownersOf } from './owners';

const execution = {
  id: 'e1',
  namespace: 'io.test',
  flowId: 'flow',
};
const own = { namespace: 'io.test', flowId: 'flow', executionId: 'e1' };
const parent = { namespace: 'io.other', flowId: 'parent', executionId: 'e0' };

test('an execution owns its files, and may read those of the execution that started it', () => {
  expect(ownersOf(execution, { trigger: null })).toEqual([own]);
  const trigger = { id: 't', type: FLOW_TRIGGER_TYPE, variables: { ...parent, state: 'SUCCESS' } };
  expect(ownersOf(execution, { trigger })).toEqual([own, parent]);
});

test('nobody gets at files by sending the name of an execution', () => {
  const type = 'io.kestra.plugin.core.trigger.Webhook';
  expect(ownersOf(execution, { trigger: { id: 't', type, variables: parent } })).toEqual([own]);
  const half = { id: 't', type: FLOW_TRIGGER_TYPE, variables: { executionId: 'e0' } };
  expect(ownersOf(execution, { trigger: half })).toEqual([own]);
});
