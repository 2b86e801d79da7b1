import { flowableType, ifElse, type TaskType } from '@headrace/flow';

export const ifType: TaskType = flowableType({
  type: 'io.kestra.plugin.core.flow.If',
  aliases: ['io.kestra.core.tasks.flows.If'],
  title: 'One of two branches',
  description:
    'Runs `then` if the condition is true and `else` if not. A branch that is missing counts as done.',
  flowable: ifElse,
  expressions: ['condition'],
  outputs: [{ name: 'evaluationResult', type: 'BOOLEAN', description: 'Whether the condition was true.' }],
});
