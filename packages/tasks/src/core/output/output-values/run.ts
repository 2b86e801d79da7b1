import type { JsonValue } from '@headrace/flow';
import type { TaskRunner } from '../../../runner';
import { outputValuesProperties, outputValuesType } from './spec';

export const outputValuesRunner: TaskRunner = {
  type: outputValuesType.type,
  async run(context) {
    const { values = {} } = outputValuesProperties.parse(context.properties);
    return { kind: 'succeeded', outputs: { values: await context.renderDeep(values as JsonValue) } };
  },
};
