import type { TaskType } from '@headrace/flow';
import { deleteType } from './delete/spec';
import { getType } from './get/spec';
import { setType } from './set/spec';

export const stateTypes: readonly TaskType[] = [deleteType, getType, setType];
