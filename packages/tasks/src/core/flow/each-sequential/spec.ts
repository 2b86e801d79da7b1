import { eachSequential, flowableType, type TaskType } from '@headrace/flow';

export const eachSequentialType: TaskType = flowableType({
  type: 'io.kestra.plugin.core.flow.EachSequential',
  aliases: ['io.kestra.core.tasks.flows.EachSequential'],
  title: 'Tasks for each value, in order',
  description: 'Runs its tasks for one value after another.',
  flowable: eachSequential,
  expressions: ['value'],
  outputs: [],
  deprecated: 'use `io.kestra.plugin.core.flow.ForEach`',
});
