import { type TaskType, text } from '@headrace/flow';
import { z } from 'zod';

export const templatedTaskProperties = z.object({
  spec: text(z.string().min(1)),
});

export const templatedTaskType: TaskType = {
  type: 'io.kestra.plugin.core.templating.TemplatedTask',
  aliases: ['io.kestra.core.tasks.templating.TemplatedTask'],
  title: 'A task from a template',
  description:
    'Renders a text, reads it as the YAML of one task and runs that. Only tasks that a worker runs.',
  schema: templatedTaskProperties,
  expressions: ['spec'],
  outputs: [],
  runs: 'worker',
};
