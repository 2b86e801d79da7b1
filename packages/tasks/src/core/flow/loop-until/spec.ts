import { flowableType, loopUntil, type TaskType } from '@headrace/flow';

export const loopUntilType: TaskType = flowableType({
  type: 'io.kestra.plugin.core.flow.LoopUntil',
  aliases: [],
  title: 'Tasks until a condition holds',
  description:
    'Repeats its tasks until the condition is true, or a maximum is reached; by default it looks once a minute.',
  flowable: loopUntil,
  expressions: ['condition'],
  outputs: [{ name: 'iterationCount', type: 'INT', description: 'How many rounds there were, from 1.' }],
});
