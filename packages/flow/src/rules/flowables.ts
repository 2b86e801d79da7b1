import type { Finding } from '../issue';
import { isJsonMap, type JsonMap, type JsonValue } from '../json';
import { hints } from '../nearest';
import { shorten } from '../scalar';
import type { TaskCatalogue } from '../task-type';
import { entriesAt, scalarText, type WrittenTask } from '../written';
import { findCycles } from './cycle';

const PACKAGE = 'io.kestra.plugin.core.flow';

/** What Kestra asks of single types of tasks. */
export function flowableFindings(
  root: JsonValue,
  tasks: readonly WrittenTask[],
  catalogue: TaskCatalogue,
): Finding[] {
  return tasks.flatMap((task): Finding[] => {
    switch (task.type?.type) {
      case `${PACKAGE}.Dag`:
        return dagFindings(task);
      case `${PACKAGE}.Switch`:
        return switchFindings(task);
      case `${PACKAGE}.WorkingDirectory`:
        return workingDirectoryFindings(task, catalogue);
      case `${PACKAGE}.Subflow`:
        return subflowFindings(task, root);
      default:
        return [];
    }
  });
}

/** As in Kestra, the id of the task stands before the sentence. */
function about({ entry }: WrittenTask, sentence: string): string {
  const id = scalarText(entry.id);
  return id === '' ? sentence : `${shorten(id)}: ${sentence}`;
}

function dagFindings(dag: WrittenTask): Finding[] {
  const entries = entriesAt(dag.entry.tasks, [...dag.path, 'tasks']).map(({ path, entry }) => ({
    path,
    id: isJsonMap(entry.task) ? scalarText(entry.task.id) : '',
    needs: Array.isArray(entry.dependsOn) ? (entry.dependsOn as readonly JsonValue[]).map(scalarText) : [],
  }));
  const ids = new Set(entries.map(({ id }) => id));
  // The first of a name: names that come twice are told of elsewhere
  const byId = new Map([...entries].reverse().map((entry) => [entry.id, entry]));
  const hint = hints();
  const unknown = entries.flatMap(({ path, needs }) =>
    needs.flatMap((need, index): Finding[] => {
      if (ids.has(need)) return [];
      const message = `Not existing task id in dependency: ${shorten(need)}${hint(need, ids)}`;
      return [{ severity: 'error', path: [...path, 'dependsOn', index], message: about(dag, message) }];
    }),
  );
  const cycles = findCycles(new Map(entries.map(({ id, needs }) => [id, needs]))).map((cycle): Finding => {
    const first = byId.get(cycle[0] ?? '');
    const message = about(dag, `Cyclic dependency detected: ${shorten(cycle.join(', '))}`);
    return { severity: 'error', path: [...(first?.path ?? dag.path), 'dependsOn'], message };
  });
  return [...unknown, ...cycles];
}

function switchFindings(task: WrittenTask): Finding[] {
  const isEmpty = (tasks: JsonValue | undefined): boolean => Array.isArray(tasks) && tasks.length === 0;
  const { cases, defaults } = task.entry;
  const hasCases =
    isJsonMap(cases) && Object.values(cases).some((tasks) => tasks !== null && !isEmpty(tasks));
  const hasDefaults = defaults !== undefined && defaults !== null && !isEmpty(defaults);
  if (hasCases || hasDefaults) return [];
  const message = about(task, 'No task defined, neither cases or default have any tasks');
  return [{ severity: 'error', path: task.path, message }];
}

function workingDirectoryFindings(task: WrittenTask, catalogue: TaskCatalogue): Finding[] {
  const { tasks } = task.entry;
  if (tasks === undefined || tasks === null || (Array.isArray(tasks) && tasks.length === 0)) {
    const message = about(task, "The 'tasks' property cannot be empty");
    return [{ severity: 'error', path: [...task.path, 'tasks'], message }];
  }
  const isRunnable = ({ type }: JsonMap): boolean =>
    typeof type !== 'string' || (catalogue.find(type)?.runs ?? 'worker') === 'worker';
  const wrong = entriesAt(tasks, [...task.path, 'tasks']).find(({ entry }) => !isRunnable(entry));
  if (wrong === undefined) return [];
  const message = about(task, 'Only runnable tasks are allowed as children of a WorkingDirectory task');
  return [{ severity: 'error', path: [...wrong.path, 'type'], message }];
}

function subflowFindings({ entry, path }: WrittenTask, root: JsonValue): Finding[] {
  if (!isJsonMap(root) || typeof entry.flowId !== 'string') return [];
  if (entry.flowId !== root.id || entry.namespace !== root.namespace) return [];
  const message = `Recursive call to flow [${shorten(scalarText(root.namespace))}.${shorten(entry.flowId)}]`;
  return [{ severity: 'error', path: [...path, 'flowId'], message }];
}
