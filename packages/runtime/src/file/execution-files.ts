import { FileNotFound, type Storage } from '@headrace/storage';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { addressOf, type FileOwner, folderOf, inputFileKey, keyOf } from './address';

/** A file that came with a request. It can be opened until the request has been answered. */
export interface UploadedFile {
  /** As the sender calls it. */
  readonly name: string;
  readonly sizeBytes: number;
  open(): Readable;
}

/** Where a file will be stored, before it is. */
export function addressOfUpload(owner: FileOwner, inputId: string, { name }: UploadedFile): string {
  return addressOf(inputFileKey(owner, inputId, name));
}

export async function storeUpload(
  storage: Storage,
  owner: FileOwner,
  inputId: string,
  file: UploadedFile,
): Promise<void> {
  await storage.put(inputFileKey(owner, inputId, file.name), file.open());
}

/** The key of a file that belongs to one of the executions. @throws Error in one sentence when it does not */
export function ownKey(owners: readonly FileOwner[], address: string): string {
  const key = keyOf(address);
  if (key === null) throw new Error(`'${address}' is not the address of a file in the internal storage.`);
  if (owners.some((owner) => key.startsWith(`${folderOf(owner)}/`))) return key;
  throw new Error(`Unable to read the file '${address}' as it didn't belong to the current execution`);
}

/** Larger files are for tasks: an expression holds its text in memory. */
const MAX_TEXT_BYTES = 10 * 1024 * 1024;

/** The text of a file. @throws Error in one sentence when there is none, or it is too large for a text */
export async function readText(storage: Storage, key: string, address: string): Promise<string> {
  const sizeBytes = await sizeOf(storage, key, address);
  if (sizeBytes > MAX_TEXT_BYTES)
    throw new Error(
      `The file '${address}' has ${sizeBytes} bytes; an expression reads at most ${MAX_TEXT_BYTES}.`,
    );
  return (await buffer(await storage.get(key))).toString();
}

/** @throws Error in one sentence when there is no such file */
export async function sizeOf(storage: Storage, key: string, address: string): Promise<number> {
  const stat = await storage.stat(key);
  if (!stat) throw new Error(`There is no file '${address}'.`);
  return stat.sizeBytes;
}

export type OpenFileResult =
  | { readonly kind: 'found'; readonly name: string; readonly sizeBytes: number; readonly content: Readable }
  | { readonly kind: 'notFound' }
  /** The address is no address of the storage. */
  | { readonly kind: 'notAnAddress' }
  /** Another execution's; null = of nothing that is an execution. */
  | { readonly kind: 'foreign'; readonly executionId: string | null };

/** Opens a file of an execution; the caller reads the content or destroys it. */
export async function openFile(storage: Storage, owner: FileOwner, address: string): Promise<OpenFileResult> {
  const key = keyOf(address);
  if (key === null) return { kind: 'notAnAddress' };
  if (!key.startsWith(`${folderOf(owner)}/`))
    return { kind: 'foreign', executionId: /\/executions\/([0-9A-Za-z]{22})\//.exec(key)?.[1] ?? null };
  const stat = await storage.stat(key);
  if (!stat) return { kind: 'notFound' };
  try {
    const name = key.split('/').at(-1) ?? 'file';
    return { kind: 'found', name, sizeBytes: stat.sizeBytes, content: await storage.get(key) };
  } catch (error) {
    if (error instanceof FileNotFound) return { kind: 'notFound' };
    throw error;
  }
}
