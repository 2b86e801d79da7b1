import { coreTaskTypes } from './core/types';
import { returnType } from './core/debug/return/spec';
import { parallelType } from './core/flow/parallel/spec';
import { sequentialType } from './core/flow/sequential/spec';
import { sleepType } from './core/flow/sleep/spec';
import { logType } from './core/log/log/spec';
import { outputValuesType } from './core/output/output-values/spec';

export { type ConditionType, coreConditionTypes } from './core/condition/conditions';
export { coreTriggerTypes, type TriggerType } from './core/trigger/triggers';
export { coreTaskTypes } from './core/types';
export { conditionTypePage, flowJsonSchema, taskTypePage, triggerTypePage } from './documentation';
export { propertiesTemplates } from './templates';

export { taskCatalogue } from './catalogue';

/** The types that this version can run: those with a runner, and those that the engine runs itself. */
export const runnableTaskTypes: ReadonlySet<string> = new Set([
  logType.type,
  returnType.type,
  outputValuesType.type,
  sequentialType.type,
  parallelType.type,
  sleepType.type,
]);

/** Types whose results may share a commit with what follows them on the same worker. */
export const effectFreeTaskTypes: ReadonlySet<string> = new Set(
  coreTaskTypes.flatMap(({ type, isEffectFree }) => (isEffectFree ? type : [])),
);
