import { dag, flowableType, type TaskType } from '@headrace/flow';

export const dagType: TaskType = flowableType({
  type: 'io.kestra.plugin.core.flow.Dag',
  aliases: ['io.kestra.core.tasks.flows.Dag'],
  title: 'Tasks by dependency',
  description:
    'Starts each task when all those in its `dependsOn` have ended without failing. Cycles are refused.',
  flowable: dag,
  outputs: [],
});
