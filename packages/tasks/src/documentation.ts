import { type JsonMap, flowJsonSchema as schemaOf, typePage } from '@headrace/flow';
import { taskCatalogue } from './catalogue';
import { coreConditionTypes } from './core/condition/conditions';
import { coreTriggerTypes } from './core/trigger/triggers';

/** The JSON Schema of a flow document with the task types that come with Headrace, for editors. */
export function flowJsonSchema(): JsonMap {
  return schemaOf(taskCatalogue);
}

/** The documentation of a task type as Markdown, by its full name or an alias; undefined if there is none. */
export function taskTypePage(type: string): string | undefined {
  const found = taskCatalogue.find(type);
  return found && typePage(found);
}

/** The documentation of a trigger type as Markdown, by its full name or an alias. */
export function triggerTypePage(type: string): string | undefined {
  const found = coreTriggerTypes.find((known) => known.type === type || known.aliases.includes(type));
  return found && typePage(found);
}

/** The documentation of a condition type as Markdown, by its full name or an alias. */
export function conditionTypePage(type: string): string | undefined {
  const found = coreConditionTypes.find((known) => known.type === type || known.aliases.includes(type));
  return found && typePage(found);
}
