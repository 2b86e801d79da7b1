import { flowableType, pause, type TaskType } from '@headrace/flow';

export const pauseType: TaskType = flowableType({
  type: 'io.kestra.plugin.core.flow.Pause',
  aliases: ['io.kestra.core.tasks.flows.Pause'],
  title: 'Wait for a person or a time',
  description:
    'Pauses the execution until it is resumed, or until the delay is over; `timeout` fails it. `onResume` are inputs asked for at that moment.',
  flowable: pause,
  expressions: ['delay', 'pauseDuration'],
  outputs: [{ name: 'onResume', type: 'MAP', description: 'What was given when it was resumed.' }],
});
