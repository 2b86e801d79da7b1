import { flowableType, forEachItem, type TaskType } from '@headrace/flow';

export const forEachItemType: TaskType = flowableType({
  type: 'io.kestra.plugin.core.flow.ForEachItem',
  aliases: ['io.kestra.core.tasks.flows.ForEachItem'],
  title: 'A flow for each part of a file',
  description:
    'Splits a file into batches and starts another flow for each. The batch is `taskrun.items`, its number `taskrun.iteration`.',
  flowable: forEachItem,
  expressions: ['items', 'batch', 'namespace', 'flowId', 'inputs', 'labels', 'scheduleDate'],
  outputs: [
    { name: 'subflowOutputs', type: 'URI', description: 'A file with the outputs of all executions.' },
    { name: 'iterations', type: 'MAP', description: 'How many executions are in each state.' },
    { name: 'numberOfBatches', type: 'INT', description: 'How many batches there are.' },
  ],
});
