import type { TaskType } from '@headrace/flow';
import { echoType } from './echo/spec';
import { returnType } from './return/spec';

export const debugTypes: readonly TaskType[] = [echoType, returnType];
