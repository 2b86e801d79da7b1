import type { DocumentPath } from './issue';
import { isJsonMap, type JsonMap, type JsonValue } from './json';
import type { TaskCatalogue, TaskType } from './task-type';

/** A map of the document as written, and the way to it. */
export interface Written {
  readonly path: DocumentPath;
  readonly entry: JsonMap;
}

export interface WrittenTask extends Written {
  /** Undefined if the catalogue does not know it. */
  readonly type: TaskType | undefined;
}

/** The maps in one list of the root. */
export function entriesOf(root: JsonValue, list: string): Written[] {
  return isJsonMap(root) ? entriesAt(root[list], [list]) : [];
}

/** The maps in a list. */
export function entriesAt(entries: JsonValue | undefined, path: DocumentPath): Written[] {
  if (!Array.isArray(entries)) return [];
  return (entries as readonly JsonValue[]).flatMap((entry, index) =>
    isJsonMap(entry) ? [{ path: [...path, index], entry }] : [],
  );
}

/** Keys under which a flow holds lists of tasks. */
const TASK_LISTS = ['tasks', 'errors', 'finally', 'afterExecution'] as const;
const CHILD_LISTS = ['tasks', 'then', 'else', 'defaults', 'errors', 'finally'];

/** Every task at every depth, in the order of the document's properties. */
export function writtenTasks(root: JsonValue, catalogue: TaskCatalogue): WrittenTask[] {
  const found: WrittenTask[] = [];
  const visit = ({ path, entry }: Written): void => {
    const type = typeof entry.type === 'string' ? catalogue.find(entry.type) : undefined;
    found.push({ path, entry, type });
    if (type === undefined || type.flowable !== undefined)
      for (const child of childrenOf(entry, path)) visit(child);
  };
  for (const list of TASK_LISTS) for (const task of entriesOf(root, list)) visit(task);
  for (const listener of entriesOf(root, 'listeners'))
    for (const task of entriesAt(listener.entry.tasks, [...listener.path, 'tasks'])) visit(task);
  return found;
}

/** The tasks right inside a task, as written. */
function childrenOf(entry: JsonMap, path: DocumentPath): Written[] {
  const lists = CHILD_LISTS.flatMap((key) => entriesAt(entry[key], [...path, key]));
  const cases = isJsonMap(entry.cases)
    ? Object.entries(entry.cases).flatMap(([value, tasks]) => entriesAt(tasks, [...path, 'cases', value]))
    : [];
  return [...lists, ...cases].map((child) =>
    // An entry of a Dag
    child.entry.type === undefined && isJsonMap(child.entry.task)
      ? { path: [...child.path, 'task'], entry: child.entry.task }
      : child,
  );
}

/** Every condition of triggers and listeners, at every depth. */
export function writtenConditions(root: JsonValue): Written[] {
  const found: Written[] = [];
  const visit = (condition: Written): void => {
    found.push(condition);
    const { conditions } = condition.entry;
    const path = [...condition.path, 'conditions'];
    for (const inner of entriesAt(conditions, path)) visit(inner);
    if (isJsonMap(conditions))
      for (const [name, inner] of Object.entries(conditions))
        if (isJsonMap(inner)) visit({ path: [...path, name], entry: inner });
  };
  for (const owner of [...entriesOf(root, 'triggers'), ...entriesOf(root, 'listeners')])
    for (const key of ['conditions', 'scheduleConditions'])
      for (const condition of entriesAt(owner.entry[key], [...owner.path, key])) visit(condition);
  return found;
}

/** A scalar as text; empty for everything else. */
export function scalarText(value: JsonValue | undefined): string {
  return value === null || value === undefined || Array.isArray(value) || isJsonMap(value)
    ? ''
    : String(value);
}
