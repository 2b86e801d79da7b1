import type { TaskType } from '@headrace/flow';
import { countType } from './count/spec';
import { failType } from './fail/spec';
import { labelsType } from './labels/spec';
import { purgeExecutionsType } from './purge-executions/spec';
import { resumeType } from './resume/spec';

export const executionTypes: readonly TaskType[] = [
  countType,
  failType,
  labelsType,
  purgeExecutionsType,
  resumeType,
];
