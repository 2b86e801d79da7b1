import { deleteExecution, loadExecutionIdentity } from '@headrace/db';
import { folderOf } from './file/address';
import type { Ports } from './ports';

/** Removes an ended execution, then its files. False = there is none, or it has not ended. */
export async function removeExecution(
  { database, storage, log }: Ports,
  executionId: string,
): Promise<boolean> {
  const facts = await loadExecutionIdentity(database.pool, executionId);
  if (!facts || !(await deleteExecution(database.pool, executionId))) return false;
  const folder = folderOf({ ...facts, executionId });
  await storage.delete(folder).catch((error: unknown) => {
    log.warn({ error, folder }, 'could not remove the files of an execution that was deleted');
  });
  return true;
}
