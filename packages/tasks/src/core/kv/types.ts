import type { TaskType } from '@headrace/flow';
import { deleteType } from './delete/spec';
import { getType } from './get/spec';
import { getKeysType } from './get-keys/spec';
import { setType } from './set/spec';

export const kvTypes: readonly TaskType[] = [deleteType, getType, getKeysType, setType];
