import type { ExecutionRow } from '@headrace/db';

/** Which executions somebody wants to see. All that is given must hold. */
export interface ExecutionFilter {
  /** the namespace itself and everything below */
  readonly namespace?: string | null;
  readonly flowId?: string | null;
  readonly states?: readonly string[] | null;
  readonly labels?: readonly { readonly key: string; readonly value: string }[] | null;
  /** start of the id, or part of the flow id or the namespace (upper and lower case alike) */
  readonly text?: string | null;
  readonly createdAfter?: Date | null;
  readonly createdBefore?: Date | null;
}

/**
 * Whether an execution belongs to the live list of a filter. Its state is not asked: an execution that leaves the wanted states
 * must be seen leaving.
 */
export function belongsTo(filter: ExecutionFilter, row: ExecutionRow): boolean {
  const { namespace, flowId, labels, text, createdAfter, createdBefore } = filter;
  if (namespace && row.namespace !== namespace && !row.namespace.startsWith(`${namespace}.`)) return false;
  if (flowId && row.flowId !== flowId) return false;
  if (createdAfter && row.createdAt < createdAfter) return false;
  if (createdBefore && row.createdAt >= createdBefore) return false;
  if (labels && !labels.every((label) => hasLabel(row.labels, label))) return false;
  return !text || hasText(row, text);
}

function hasLabel(labels: unknown, wanted: { key: string; value: string }): boolean {
  return (
    Array.isArray(labels) &&
    labels.some((label) => label?.key === wanted.key && label?.value === wanted.value)
  );
}

function hasText(row: ExecutionRow, text: string): boolean {
  const part = text.toLowerCase();
  return (
    row.id.startsWith(text) ||
    row.flowId.toLowerCase().includes(part) ||
    row.namespace.toLowerCase().includes(part)
  );
}
