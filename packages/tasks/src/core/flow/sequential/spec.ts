import { flowableType, sequential, type TaskType } from '@headrace/flow';

export const sequentialType: TaskType = flowableType({
  type: 'io.kestra.plugin.core.flow.Sequential',
  aliases: ['io.kestra.core.tasks.flows.Sequential'],
  title: 'Tasks one after another',
  description: 'Runs its tasks in order and stops at the first that failed; then its `errors` run.',
  flowable: sequential,
  outputs: [],
});
