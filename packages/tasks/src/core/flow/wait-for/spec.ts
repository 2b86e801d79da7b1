import { flowableType, type TaskType, waitFor } from '@headrace/flow';

export const waitForType: TaskType = flowableType({
  type: 'io.kestra.plugin.core.flow.WaitFor',
  aliases: [],
  title: 'Tasks until a condition holds',
  description: 'Repeats its tasks until the condition is true, or a maximum is reached.',
  flowable: waitFor,
  expressions: ['condition'],
  outputs: [{ name: 'iterationCount', type: 'INT', description: 'How many rounds there were, from 1.' }],
  deprecated: 'use `io.kestra.plugin.core.flow.LoopUntil`',
});
