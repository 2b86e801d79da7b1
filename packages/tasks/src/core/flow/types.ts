import type { TaskType } from '@headrace/flow';
import { allowFailureType } from './allow-failure/spec';
import { dagType } from './dag/spec';
import { eachParallelType } from './each-parallel/spec';
import { eachSequentialType } from './each-sequential/spec';
import { forEachType } from './for-each/spec';
import { forEachItemType } from './for-each-item/spec';
import { ifType } from './if/spec';
import { loopUntilType } from './loop-until/spec';
import { parallelType } from './parallel/spec';
import { pauseType } from './pause/spec';
import { sequentialType } from './sequential/spec';
import { sleepType } from './sleep/spec';
import { subflowType } from './subflow/spec';
import { switchType } from './switch/spec';
import { templateType } from './template/spec';
import { waitForType } from './wait-for/spec';
import { workingDirectoryType } from './working-directory/spec';

export const flowTypes: readonly TaskType[] = [
  allowFailureType,
  dagType,
  eachParallelType,
  eachSequentialType,
  forEachType,
  forEachItemType,
  ifType,
  loopUntilType,
  parallelType,
  pauseType,
  sequentialType,
  sleepType,
  subflowType,
  switchType,
  templateType,
  waitForType,
  workingDirectoryType,
];
