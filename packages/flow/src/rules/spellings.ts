import type { DocumentPath, Finding } from '../issue';
import { isJsonMap, type JsonValue } from '../json';
import { shorten } from '../scalar';
import type { TaskCatalogue } from '../task-type';
import { fullTypeName } from '../type-name';
import { entriesOf, type Written, type WrittenTask, writtenConditions } from '../written';

/** Names that still mean the same but are written otherwise now, and types that have a better one. */
export function oldSpellings(
  root: JsonValue,
  tasks: readonly WrittenTask[],
  inputs: readonly (readonly Written[])[],
  catalogue: TaskCatalogue,
): Finding[] {
  const types = [...tasks, ...entriesOf(root, 'triggers'), ...writtenConditions(root)].flatMap(
    ({ path, entry }): Finding[] => {
      if (typeof entry.type !== 'string') return [];
      const current = fullTypeName(entry.type, catalogue);
      return current === entry.type ? [] : [older([...path, 'type'], entry.type, current)];
    },
  );
  const deprecated = tasks.flatMap(({ path, type }): Finding[] =>
    type?.deprecated === undefined
      ? []
      : [
          {
            severity: 'warning',
            path: [...path, 'type'],
            message: `\`${type.type}\` is deprecated: ${type.deprecated}`,
          },
        ],
  );
  const names = inputs
    .flat()
    .flatMap(({ path, entry }): Finding[] =>
      'name' in entry && !('id' in entry) ? [{ ...older([...path, 'name'], 'name', 'id'), atKey: true }] : [],
    );
  return [...types, ...deprecated, ...names, ...taskDefaults(root)];
}

function taskDefaults(root: JsonValue): Finding[] {
  if (!isJsonMap(root) || root.taskDefaults === undefined || root.taskDefaults === null) return [];
  const path = ['taskDefaults'];
  if (root.pluginDefaults === undefined || root.pluginDefaults === null)
    return [{ ...older(path, 'taskDefaults', 'pluginDefaults'), atKey: true }];
  const message = '`taskDefaults` and `pluginDefaults` mean the same, write one of them';
  return [{ severity: 'error', path, message, atKey: true }];
}

function older(path: DocumentPath, written: string, current: string): Finding {
  return {
    severity: 'warning',
    path,
    message: `\`${shorten(written)}\` is an older spelling of \`${current}\``,
  };
}
