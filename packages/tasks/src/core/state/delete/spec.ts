import { flag, optional, orExpression, type TaskType, text } from '@headrace/flow';
import { z } from 'zod';

export const deleteProperties = z.object({
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

export const deleteType: TaskType = {
  type: 'io.kestra.plugin.core.state.Delete',
  aliases: ['io.kestra.core.tasks.states.Delete'],
  title: 'Delete a state',
  description: 'Deletes a state that is kept between executions.',
  schema: deleteProperties,
  expressions: ['errorOnMissing', 'name', 'namespace', 'taskrunValue'],
  outputs: [{ name: 'deleted', type: 'BOOLEAN', description: 'Whether there was one.' }],
  runs: 'worker',
};
