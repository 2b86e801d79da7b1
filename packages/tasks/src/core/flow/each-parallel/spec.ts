import { eachParallel, flowableType, type TaskType } from '@headrace/flow';

export const eachParallelType: TaskType = flowableType({
  type: 'io.kestra.plugin.core.flow.EachParallel',
  aliases: ['io.kestra.core.tasks.flows.EachParallel'],
  title: 'Tasks for each value, at once',
  description: 'Runs every pair of a value and a task at the same time; tasks of one value have no order.',
  flowable: eachParallel,
  expressions: ['value'],
  outputs: [],
  deprecated: 'use `io.kestra.plugin.core.flow.ForEach` with `concurrencyLimit: 0`',
});
