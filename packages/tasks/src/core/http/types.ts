import type { TaskType } from '@headrace/flow';
import { downloadType } from './download/spec';
import { requestType } from './request/spec';

export const httpTypes: readonly TaskType[] = [downloadType, requestType];
