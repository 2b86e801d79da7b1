import { flag, optional, type TaskType, text } from '@headrace/flow';
import { z } from 'zod';

export const toggleProperties = z.object({
  namespace: optional(text()),
  flowId: optional(text()),
  trigger: text(z.string().min(1)),
  enabled: optional(flag()).describe('false by default.'),
});

export const toggleType: TaskType = {
  type: 'io.kestra.plugin.core.trigger.Toggle',
  aliases: ['io.kestra.core.tasks.trigger.Toggle'],
  title: 'Enable or disable a trigger',
  description: 'Enables or disables a trigger of a flow, by default of this one.',
  schema: toggleProperties,
  expressions: ['namespace', 'flowId', 'trigger'],
  outputs: [],
  runs: 'worker',
};
