import type { ExecutionFacts } from '../context';
import type { FileOwner } from './address';

/** Whose files the expressions of an execution may read: its own, and those of the execution that started it. */
export function ownersOf({ id, namespace, flowId, trigger }: ExecutionFacts): FileOwner[] {
  const own = { namespace, flowId, executionId: id };
  const parent = trigger?.variables;
  const isExecution =
    typeof parent?.executionId === 'string' &&
    typeof parent.namespace === 'string' &&
    typeof parent.flowId === 'string';
  if (!isExecution) return [own];
  return [own, parent as unknown as FileOwner];
}
