import { conditionDefinitions } from './condition';
import type { TaskCatalogue } from './task-type';
import { triggerDefinitions } from './trigger/index';

const builtIn = new Map(
  [...triggerDefinitions, ...conditionDefinitions].flatMap(({ type, aliases }) =>
    [type, ...aliases].map((name) => [name, type] as const),
  ),
);

/** The full name of a task, trigger or condition type that may be written in an older spelling. */
export function fullTypeName(written: string, catalogue: TaskCatalogue): string {
  return catalogue.find(written)?.type ?? builtIn.get(written) ?? written;
}

/** Every full name. */
export function allTypeNames(catalogue: TaskCatalogue): string[] {
  return [...catalogue.names(), ...new Set(builtIn.values())];
}
