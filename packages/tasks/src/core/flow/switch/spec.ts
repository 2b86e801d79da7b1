import { flowableType, switchCase, type TaskType } from '@headrace/flow';

export const switchType: TaskType = flowableType({
  type: 'io.kestra.plugin.core.flow.Switch',
  aliases: ['io.kestra.core.tasks.flows.Switch'],
  title: 'One of several branches',
  description: 'Runs the case of the rendered value, or `defaults`. Fails if there is neither.',
  flowable: switchCase,
  expressions: ['value'],
  outputs: [
    { name: 'value', type: 'STRING', description: 'The rendered value.' },
    { name: 'defaults', type: 'BOOLEAN', description: 'Whether the default branch ran.' },
  ],
});
