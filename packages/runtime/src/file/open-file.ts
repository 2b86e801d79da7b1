import { loadExecutionIdentity } from '@headrace/db';
import type { Ports } from '../ports';
import { openFile, type OpenFileResult } from './execution-files';

/** Opens a file of an execution by its address; the caller reads the content or destroys it. */
export async function openFileOf(
  { database, storage }: Ports,
  executionId: string,
  address: string,
): Promise<OpenFileResult | { readonly kind: 'executionNotFound' }> {
  const facts = await loadExecutionIdentity(database.pool, executionId);
  if (!facts) return { kind: 'executionNotFound' };
  return openFile(storage, { ...facts, executionId }, address);
}
