import type { TaskResult, TaskRunner } from '../../../runner';
import { returnProperties, returnType } from './spec';

export const returnRunner: TaskRunner = {
  type: returnType.type,
  async run(context): Promise<TaskResult> {
    const { format } = returnProperties.parse(context.properties);
    // As in Kestra: an expression that reads its value finds none
    if (format === undefined) return { kind: 'succeeded', outputs: {} };
    const value = await context.render(format);
    context.log('DEBUG', value);
    return { kind: 'succeeded', outputs: { value } };
  },
};
