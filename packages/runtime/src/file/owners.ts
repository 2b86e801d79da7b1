import { FLOW_TRIGGER_TYPE } from '@headrace/flow';
import { z } from 'zod';
import type { ExecutionFacts } from '@headrace/db';
import type { ExecutionIdentity } from '../context';
import type { FileOwner } from './address';

/** Triggers whose variables we made ourselves from another execution; those of a webhook are whatever somebody sent. */
const FROM_EXECUTIONS: ReadonlySet<string> = new Set([
  FLOW_TRIGGER_TYPE,
  'io.kestra.plugin.core.flow.Subflow',
  'io.kestra.plugin.core.flow.ForEachItem',
]);

const origin = z.object({ namespace: z.string(), flowId: z.string(), executionId: z.string() });

/** Whose files the expressions of an execution may read: its own, and those of the execution that started it. */
export function ownersOf(
  { id, namespace, flowId }: Pick<ExecutionIdentity, 'id' | 'namespace' | 'flowId'>,
  { trigger }: Pick<ExecutionFacts, 'trigger'>,
): FileOwner[] {
  const own = { namespace, flowId, executionId: id };
  if (!trigger || !FROM_EXECUTIONS.has(trigger.type)) return [own];
  const parent = origin.safeParse(trigger.variables);
  return parent.success ? [own, parent.data] : [own];
}
