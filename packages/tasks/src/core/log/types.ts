import type { TaskType } from '@headrace/flow';
import { fetchType } from './fetch/spec';
import { logType } from './log/spec';
import { purgeLogsType } from './purge-logs/spec';

export const logTypes: readonly TaskType[] = [fetchType, logType, purgeLogsType];
