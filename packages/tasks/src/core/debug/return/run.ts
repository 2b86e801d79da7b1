import type { TaskRunner } from '../../../runner';
import { returnProperties, returnType } from './spec';

export const returnRunner: TaskRunner = {
  type: returnType.type,
  async run(context) {
    const { format } = returnProperties.parse(context.properties);
    if (format === undefined) return { kind: 'succeeded', outputs: { value: null } };
    const value = await context.render(format);
    context.log('DEBUG', value);
    return { kind: 'succeeded', outputs: { value } };
  },
};
