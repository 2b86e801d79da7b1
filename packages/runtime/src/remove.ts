import { deleteExecution, executionOwners, type ExecutionOwner } from '@headrace/db';
import { folderOf } from './file/address';
import type { Ports } from './ports';

/** An execution that cannot be deleted, and why. */
export interface Undeletable {
  readonly executionId: string;
  readonly reason: 'notFound' | 'notEnded';
}

export type DeleteExecutionResult = { readonly kind: 'deleted' } | { readonly kind: Undeletable['reason'] };

export type DeleteExecutionsResult =
  /** What was deleted, or would be: each id once, in the order in which they were given. */
  | { readonly kind: 'deleted'; readonly executionIds: readonly string[] }
  /** Nothing was deleted. */
  | { readonly kind: 'refused'; readonly undeletable: readonly Undeletable[] };

/** Removes an ended execution, then its files. */
export async function removeExecution(ports: Ports, executionId: string): Promise<DeleteExecutionResult> {
  const [owner] = await executionOwners(ports.database.pool, [executionId]);
  if (!owner) return { kind: 'notFound' };
  return removeOwned(ports, owner);
}

/** Removes ended executions. The check comes first and each is guarded again: one that another deletes meanwhile is as good as ours. */
export async function removeExecutions(
  ports: Ports,
  executionIds: readonly string[],
  { dryRun = false }: { readonly dryRun?: boolean } = {},
): Promise<DeleteExecutionsResult> {
  const wanted = [...new Set(executionIds)];
  const owners = await executionOwners(ports.database.pool, wanted);
  const byId = new Map(owners.map((owner) => [owner.executionId, owner]));
  const undeletable = wanted.flatMap((executionId): Undeletable[] => {
    const owner = byId.get(executionId);
    if (!owner) return [{ executionId, reason: 'notFound' }];
    return owner.ended ? [] : [{ executionId, reason: 'notEnded' }];
  });
  if (undeletable.length > 0) return { kind: 'refused', undeletable };
  if (!dryRun)
    for (const executionId of wanted) await removeOwned(ports, byId.get(executionId) as ExecutionOwner);
  return { kind: 'deleted', executionIds: wanted };
}

async function removeOwned(
  { database, storage, log }: Ports,
  owner: ExecutionOwner,
): Promise<DeleteExecutionResult> {
  if (!owner.ended) return { kind: 'notEnded' };
  if (!(await deleteExecution(database.pool, owner.executionId))) return { kind: 'notFound' };
  const folder = folderOf(owner);
  await storage.delete(folder).catch((error: unknown) => {
    log.warn({ error, folder }, 'could not remove the files of an execution that was deleted');
  });
  return { kind: 'deleted' };
}
