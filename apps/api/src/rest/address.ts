import { notFound } from './errors';
import type { RestPorts } from './ports';

/** The answer to a start also names the page to look at, where people reach this server. */
export function withUrl(
  { publicUrl }: Pick<RestPorts, 'publicUrl'>,
  execution: object | undefined,
  { origin }: URL,
): object {
  if (!execution) throw notFound();
  const { id, namespace, flowId } = execution as { id: string; namespace: string; flowId: string };
  return { ...execution, url: `${publicUrl ?? origin}/ui/main/executions/${namespace}/${flowId}/${id}` };
}
