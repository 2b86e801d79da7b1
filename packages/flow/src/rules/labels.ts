import type { DocumentPath, Finding } from '../issue';
import { isJsonMap, type JsonValue } from '../json';
import { isReserved, type Label, systemLabelMessage } from '../label';
import { shorten } from '../scalar';
import { entriesAt, entriesOf, scalarText } from '../written';

/** Labels that only the server may set: a flow may carry `system.readOnly`, a trigger none. */
export function systemLabels(root: JsonValue): Finding[] {
  const ofFlow = isJsonMap(root) ? reserved(root.labels, ['labels'], 'system.readOnly') : [];
  const ofTriggers = entriesOf(root, 'triggers').flatMap(({ path, entry }) =>
    reserved(entry.labels, [...path, 'labels'], undefined),
  );
  return [...ofFlow, ...ofTriggers];
}

function reserved(
  labels: JsonValue | undefined,
  path: DocumentPath,
  allowed: 'system.readOnly' | undefined,
): Finding[] {
  return writtenLabels(labels, path).flatMap(({ path: place, label, atKey }): Finding[] =>
    isReserved(label, allowed)
      ? [{ severity: 'error', path: place, message: systemLabelMessage(label), atKey }]
      : [],
  );
}

function writtenLabels(
  labels: JsonValue | undefined,
  path: DocumentPath,
): { path: DocumentPath; label: Label; atKey: boolean }[] {
  if (isJsonMap(labels)) {
    return Object.entries(labels).map(([key, value]) => ({
      path: [...path, key],
      label: { key, value: shorten(scalarText(value)) },
      atKey: true,
    }));
  }
  return entriesAt(labels, path).map(({ path: place, entry }) => ({
    path: [...place, 'key'],
    label: { key: scalarText(entry.key), value: shorten(scalarText(entry.value)) },
    atKey: false,
  }));
}
