import { flowableType, parallel, type TaskType } from '@headrace/flow';

export const parallelType: TaskType = flowableType({
  type: 'io.kestra.plugin.core.flow.Parallel',
  aliases: ['io.kestra.core.tasks.flows.Parallel'],
  title: 'Tasks at the same time',
  description:
    'Starts all its tasks at once, or as many as `concurrent` says. It fails as soon as one of them fails: those that run go on, the others never start.',
  flowable: parallel,
  outputs: [],
});
