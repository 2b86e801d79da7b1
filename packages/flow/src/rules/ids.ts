import type { Finding } from '../issue';
import type { JsonMap, JsonValue } from '../json';
import { shorten } from '../scalar';
import { entriesAt, entriesOf, scalarText, type Written, type WrittenTask } from '../written';

/** Ids that stand twice: of tasks at all depths together, of triggers, inputs and outputs. */
export function duplicateIds(root: JsonValue, tasks: readonly WrittenTask[]): Finding[] {
  return [
    ...duplicates(tasks, 'Duplicate task id with name'),
    ...duplicates(entriesOf(root, 'triggers'), 'Duplicate trigger id with name'),
    ...duplicates(entriesOf(root, 'outputs'), 'Duplicate output with name'),
    ...inputLists(root, tasks).flatMap((inputs) => duplicates(inputs, 'Duplicate input with name')),
  ];
}

/** The lists of inputs: that of the flow, and what each Pause asks for. */
export function inputLists(root: JsonValue, tasks: readonly WrittenTask[]): Written[][] {
  const ofPauses = tasks.map(({ path, entry }) => entriesAt(entry.onResume, [...path, 'onResume']));
  return [entriesOf(root, 'inputs'), ...ofPauses].filter((inputs) => inputs.length > 0);
}

/** The id of an entry and the key it stands under: `name` is an older spelling for inputs. */
export function idOf(entry: JsonMap): { key: string; id: string | undefined } {
  const key = 'id' in entry || !('name' in entry) ? 'id' : 'name';
  const id = scalarText(entry[key]);
  return { key, id: id === '' ? undefined : id };
}

function duplicates(entries: readonly Written[], message: string): Finding[] {
  const seen = new Set<string>();
  return entries.flatMap(({ path, entry }): Finding[] => {
    const { key, id } = idOf(entry);
    if (id === undefined) return [];
    if (seen.has(id))
      return [{ severity: 'error', path: [...path, key], message: `${message} [${shorten(id)}]` }];
    seen.add(id);
    return [];
  });
}
