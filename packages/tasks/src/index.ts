import { catalogueOf, type TaskCatalogue } from '@headrace/flow';
import { returnType } from './core/debug/return/spec';
import { logType } from './core/log/log/spec';
import { coreTaskTypes } from './core/types';

export { type ConditionType, coreConditionTypes } from './core/condition/conditions';
export { coreTriggerTypes, type TriggerType } from './core/trigger/triggers';
export { coreTaskTypes } from './core/types';
export { propertiesTemplates } from './templates';

/** What a flow may use. */
export const taskCatalogue: TaskCatalogue = catalogueOf(coreTaskTypes);

/** The types that this version can run: those with a runner. */
export const runnableTaskTypes: ReadonlySet<string> = new Set([logType.type, returnType.type]);
