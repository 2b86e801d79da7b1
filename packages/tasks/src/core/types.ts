import type { TaskType } from '@headrace/flow';
import { debugTypes } from './debug/types';
import { executionTypes } from './execution/types';
import { flowTypes } from './flow/types';
import { httpTypes } from './http/types';
import { kvTypes } from './kv/types';
import { logTypes } from './log/types';
import { namespaceTypes } from './namespace/types';
import { outputTypes } from './output/types';
import { stateTypes } from './state/types';
import { storageTypes } from './storage/types';
import { templatingTypes } from './templating/types';
import { triggerTaskTypes } from './trigger/types';

/** The task types that come with Headrace, by folder. */
export const coreTaskTypes: readonly TaskType[] = [
  ...flowTypes,
  ...logTypes,
  ...debugTypes,
  ...executionTypes,
  ...outputTypes,
  ...templatingTypes,
  ...triggerTaskTypes,
  ...storageTypes,
  ...kvTypes,
  ...stateTypes,
  ...namespaceTypes,
  ...httpTypes,
];
