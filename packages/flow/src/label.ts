import { z } from 'zod';
import { properties } from './properties';
import { text } from './scalar';

/** A word of the user's about a flow or an execution. The same key may stand twice. */
export interface Label {
  readonly key: string;
  readonly value: string;
}

const labelText = text(z.string().min(1).max(255));

/** `labels`: a map, or a list of `key` and `value`. */
export const labelsSchema = z
  .union([
    z.record(z.string().min(1).max(255), labelText),
    z.array(properties({ key: labelText, value: labelText })),
  ])
  .transform((labels): Label[] =>
    Array.isArray(labels) ? labels : Object.entries(labels).map(([key, value]) => ({ key, value })),
  );

/**
 * Looks for a label that nobody may set when starting an execution.
 * @returns the first one, with the sentence that says why; null if all are fine
 */
export function checkLabels(labels: readonly Label[]): null | { key: string; message: string } {
  for (const label of labels) {
    if (label.key === '') return { key: label.key, message: 'A label needs a key' };
    if (isReserved(label, 'system.correlationId'))
      return { key: label.key, message: systemLabelMessage(label) };
    if (/[\0\p{Surrogate}]/u.test(label.key + label.value)) {
      return {
        key: label.key.replace(/[\0\p{Surrogate}]/gu, '\uFFFD'),
        message: 'A label holds a character that cannot be stored',
      };
    }
  }
  return null;
}

/** Whether a label belongs to the server; `allowed` is the one system label that may be set in this place. */
export function isReserved(
  label: Label,
  allowed: 'system.readOnly' | 'system.correlationId' | undefined,
): boolean {
  return label.key.startsWith('system.') && label.key !== allowed;
}

export function systemLabelMessage(label: Label): string {
  return `System labels can only be set by Kestra itself, offending label: ${label.key}=${label.value}`;
}
