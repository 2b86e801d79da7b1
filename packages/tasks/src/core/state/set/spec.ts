import { flag, optional, orExpression, type TaskType, text } from '@headrace/flow';
import { z } from 'zod';

export const setProperties = z.object({
  data: optional(z.record(z.string(), z.unknown())),
  name: optional(text()).describe('`default` by default.'),
  namespace: optional(orExpression(flag())).describe(
    'Whether it is shared in the namespace and not kept for this flow; false by default.',
  ),
  taskrunValue: optional(orExpression(flag())).describe(
    'Whether each value of a loop has its own; true by default.',
  ),
});

export const setType: TaskType = {
  type: 'io.kestra.plugin.core.state.Set',
  aliases: ['io.kestra.core.tasks.states.Set'],
  title: 'Set a state',
  description: 'Merges data into a state that is kept between executions.',
  schema: setProperties,
  expressions: ['data', 'name', 'namespace', 'taskrunValue'],
  outputs: [
    { name: 'count', type: 'INT', description: 'How many values there are.' },
    { name: 'key', type: 'STRING', description: 'Where it is kept.' },
  ],
  runs: 'worker',
};
