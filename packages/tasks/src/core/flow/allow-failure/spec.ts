import { allowFailure, flowableType, type TaskType } from '@headrace/flow';

export const allowFailureType: TaskType = flowableType({
  type: 'io.kestra.plugin.core.flow.AllowFailure',
  aliases: ['io.kestra.core.tasks.flows.AllowFailure'],
  title: 'Tasks that may fail',
  description: 'Runs its tasks in order; a failure ends it WARNING, after its own `errors`.',
  flowable: allowFailure,
  outputs: [],
});
