import type { TaskType } from '@headrace/flow';
import { outputValuesType } from './output-values/spec';

export const outputTypes: readonly TaskType[] = [outputValuesType];
