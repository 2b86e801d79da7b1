import { flag, optional, orExpression, type TaskType, text } from '@headrace/flow';
import { z } from 'zod';

export const getProperties = z.object({
  errorOnMissing: optional(orExpression(flag())).describe(
    'Whether it fails if there is none; false by default.',
  ),
  name: optional(text()).describe('`default` by default.'),
  namespace: optional(orExpression(flag())).describe(
    'Whether it is shared in the namespace and not kept for this flow; false by default.',
  ),
  taskrunValue: optional(orExpression(flag())).describe(
    'Whether each value of a loop has its own; true by default.',
  ),
});

export const getType: TaskType = {
  type: 'io.kestra.plugin.core.state.Get',
  aliases: ['io.kestra.core.tasks.states.Get'],
  title: 'Get a state',
  description: 'Reads a state that is kept between executions.',
  schema: getProperties,
  expressions: ['errorOnMissing', 'name', 'namespace', 'taskrunValue'],
  outputs: [
    { name: 'count', type: 'INT', description: 'How many values there are.' },
    { name: 'data', type: 'MAP', description: 'The values.' },
  ],
  runs: 'worker',
};
