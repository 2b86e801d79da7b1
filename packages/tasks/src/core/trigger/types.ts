import type { TaskType } from '@headrace/flow';
import { toggleType } from './toggle/spec';

export const triggerTaskTypes: readonly TaskType[] = [toggleType];
