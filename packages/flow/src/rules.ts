import type { Flow } from './flow';
import type { Input } from './input';
import { checkInputs } from './input-value';
import type { DocumentPath, Finding } from './issue';
import { isJsonMap, type JsonMap, type JsonValue } from './json';
import { isReserved, type Label, systemLabelMessage } from './label';
import { MAX_PATTERN_COST, patternCost } from './pattern';
import { shorten } from './scalar';
import type { TaskCatalogue } from './task-type';
import { WEBHOOK_TRIGGER_ALIASES, WEBHOOK_TRIGGER_TYPE } from './trigger';

/**
 * What holds between the parts of a document. These rules read the document as written, so that they speak up
 * together with the schema and not only once everything else is right.
 */
export function ruleFindings(root: JsonValue, catalogue: TaskCatalogue): Finding[] {
  return [
    ...duplicateIds(root, 'tasks', 'Duplicate task id with name'),
    ...duplicateIds(root, 'triggers', 'Duplicate trigger id with name'),
    ...duplicateIds(root, 'inputs', 'Duplicate input with name'),
    ...collidingInputs(root),
    ...systemLabels(root),
    ...oldSpellings(root, catalogue),
  ];
}

/** What is too much to look at more closely. Bounds the time that reading one document takes. */
export function sizeFindings(root: JsonValue): Finding[] {
  let cost = 0;
  for (const { path, entry } of entriesOf(root, 'inputs')) {
    if (typeof entry.validator !== 'string') continue;
    cost += patternCost(entry.validator);
    if (cost > MAX_PATTERN_COST) {
      const message = 'The validators of this flow are too large, all together';
      return [{ severity: 'error', path: [...path, 'validator'], message }];
    }
  }
  return [];
}

/** What a good flow may still get wrong when it runs. */
export function flowWarnings(flow: Flow): Finding[] {
  return flow.inputs.flatMap((input, index): Finding[] => {
    if (input.defaults === undefined) return [];
    const checked = checkInputs([input], {});
    if (checked.ok) return [];
    const path = ['inputs', index, 'defaults'];
    return checked.issues.map((issue) => ({ severity: 'warning', path, message: issue.message }));
  });
}

function duplicateIds(root: JsonValue, list: 'tasks' | 'triggers' | 'inputs', message: string): Finding[] {
  const seen = new Set<string>();
  return entriesOf(root, list).flatMap(({ path, entry }): Finding[] => {
    const { key, id } = idOf(entry, list);
    if (id === undefined) return [];
    if (seen.has(id))
      return [{ severity: 'error', path: [...path, key], message: `${message} [${shorten(id)}]` }];
    seen.add(id);
    return [];
  });
}

/** `a` and `a.b` cannot both be: the first is a value, the second makes it a map. */
function collidingInputs(root: JsonValue): Finding[] {
  const entries = entriesOf(root, 'inputs').map(({ path, entry }) => ({ path, ...idOf(entry, 'inputs') }));
  const ids = new Set(entries.map(({ id }) => id));
  return entries.flatMap(({ path, key, id }): Finding[] => {
    const above = id === undefined ? [] : prefixes(id);
    const other = above.find((prefix) => ids.has(prefix));
    if (other === undefined) return [];
    const message = `Input \`${shorten(id ?? '')}\` would be a part of the value of input \`${shorten(other)}\``;
    return [{ severity: 'error', path: [...path, key], message }];
  });
}

/** `a.b.c` has the prefixes `a` and `a.b`. Ids longer than any that is allowed have none, to bound the work. */
function prefixes(id: Input['id']): string[] {
  if (id.length > 256) return [];
  const parts = id.split('.');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('.'));
}

function systemLabels(root: JsonValue): Finding[] {
  return writtenLabels(root).flatMap(({ path, label, atKey }): Finding[] =>
    isReserved(label, 'system.readOnly')
      ? [{ severity: 'error', path, message: systemLabelMessage(label), atKey }]
      : [],
  );
}

function writtenLabels(root: JsonValue): { path: DocumentPath; label: Label; atKey: boolean }[] {
  const labels = isJsonMap(root) ? root.labels : undefined;
  if (isJsonMap(labels)) {
    return Object.entries(labels).map(([key, value]) => ({
      path: ['labels', key],
      label: { key, value: shorten(scalarText(value)) },
      atKey: true,
    }));
  }
  return entriesOf(root, 'labels').map(({ path, entry }) => ({
    path: [...path, 'key'],
    label: { key: scalarText(entry.key), value: shorten(scalarText(entry.value)) },
    atKey: false,
  }));
}

function oldSpellings(root: JsonValue, catalogue: TaskCatalogue): Finding[] {
  const warning = (path: DocumentPath, written: string, current: string): Finding => ({
    severity: 'warning',
    path,
    message: `\`${written}\` is an older spelling of \`${current}\``,
  });
  const tasks = entriesOf(root, 'tasks').flatMap(({ path, entry }) => {
    if (typeof entry.type !== 'string') return [];
    const current = catalogue.find(entry.type)?.type ?? entry.type;
    return current === entry.type ? [] : [warning([...path, 'type'], entry.type, current)];
  });
  const triggers = entriesOf(root, 'triggers').flatMap(({ path, entry }) =>
    typeof entry.type === 'string' && WEBHOOK_TRIGGER_ALIASES.includes(entry.type)
      ? [warning([...path, 'type'], entry.type, WEBHOOK_TRIGGER_TYPE)]
      : [],
  );
  const inputs = entriesOf(root, 'inputs').flatMap(({ path, entry }) =>
    'name' in entry && !('id' in entry) ? [{ ...warning([...path, 'name'], 'name', 'id'), atKey: true }] : [],
  );
  return [...tasks, ...triggers, ...inputs];
}

function entriesOf(root: JsonValue, list: string): { path: DocumentPath; entry: JsonMap }[] {
  const entries = isJsonMap(root) ? root[list] : undefined;
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((entry, index) => (isJsonMap(entry) ? [{ path: [list, index], entry }] : []));
}

function idOf(entry: JsonMap, list: string): { key: string; id: string | undefined } {
  const key = list === 'inputs' && !('id' in entry) ? 'name' : 'id';
  const id = scalarText(entry[key]);
  return { key, id: id === '' ? undefined : id };
}

function scalarText(value: JsonValue | undefined): string {
  return value === null || value === undefined || typeof value === 'object' ? '' : String(value);
}
