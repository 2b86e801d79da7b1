import { catalogueOf, type TaskCatalogue, type TaskType } from '@headrace/flow';
import { logType } from './core/log/spec';
import { returnType } from './core/return/spec';

export { propertiesTemplates } from './templates';

/** The task types that come with Headrace. */
export const coreTaskTypes: readonly TaskType[] = [logType, returnType];

/** What a flow may use. */
export const taskCatalogue: TaskCatalogue = catalogueOf(coreTaskTypes);

/** The types that this version can run: those with a runner. */
export const runnableTaskTypes: ReadonlySet<string> = new Set([logType.type, returnType.type]);
