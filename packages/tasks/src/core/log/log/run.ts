import type { TaskRunner } from '../../../runner';
import { logProperties, logType } from './spec';

export const logRunner: TaskRunner = {
  type: logType.type,
  async run(context) {
    const { message, level } = logProperties.parse(context.properties);
    for (const template of Array.isArray(message) ? message : [message]) {
      context.signal.throwIfAborted();
      context.log(level ?? 'INFO', await context.render(template));
    }
    return { kind: 'succeeded', outputs: {} };
  },
};
