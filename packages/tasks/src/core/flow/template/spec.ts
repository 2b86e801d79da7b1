import { flowableType, type TaskType, template } from '@headrace/flow';

export const templateType: TaskType = flowableType({
  type: 'io.kestra.plugin.core.flow.Template',
  aliases: ['io.kestra.core.tasks.flows.Template'],
  title: 'The tasks of a template',
  description: 'Runs the tasks of a stored template; its arguments are in `parent.outputs.args`.',
  flowable: template,
  expressions: ['args'],
  outputs: [{ name: 'args', type: 'MAP', description: 'The rendered arguments.' }],
  deprecated: 'use `io.kestra.plugin.core.flow.Subflow`',
});
