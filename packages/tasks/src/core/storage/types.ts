import type { TaskType } from '@headrace/flow';
import { concatType } from './concat/spec';
import { deduplicateItemsType } from './deduplicate-items/spec';
import { deleteType } from './delete/spec';
import { filterItemsType } from './filter-items/spec';
import { localFilesType } from './local-files/spec';
import { purgeCurrentExecutionFilesType } from './purge-current-execution-files/spec';
import { reverseType } from './reverse/spec';
import { sizeType } from './size/spec';
import { splitType } from './split/spec';

export const storageTypes: readonly TaskType[] = [
  concatType,
  deduplicateItemsType,
  deleteType,
  filterItemsType,
  localFilesType,
  purgeCurrentExecutionFilesType,
  reverseType,
  sizeType,
  splitType,
];
