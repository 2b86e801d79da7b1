import { catalogueOf, type TaskCatalogue } from '@headrace/flow';
import { coreTaskTypes } from './core/types';

/** What a flow may use. */
export const taskCatalogue: TaskCatalogue = catalogueOf(coreTaskTypes);
