import type { TaskType } from '@headrace/flow';
import { templatedTaskType } from './templated-task/spec';

export const templatingTypes: readonly TaskType[] = [templatedTaskType];
