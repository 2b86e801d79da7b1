import { flowableType, forEach, type TaskType } from '@headrace/flow';

export const forEachType: TaskType = flowableType({
  type: 'io.kestra.plugin.core.flow.ForEach',
  aliases: [],
  title: 'Tasks for each value',
  description:
    'Runs its tasks once for every distinct value: one value after another, or `concurrencyLimit` at once (0 = all). The value is `taskrun.value`.',
  flowable: forEach,
  expressions: ['values'],
  outputs: [],
});
