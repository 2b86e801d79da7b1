import type { FunctionPort } from '@headrace/expression';
import type { FileOwner } from './file/address';
import { ownKey, readText, sizeOf } from './file/execution-files';
import type { Ports } from './ports';

/** On whose behalf an expression is rendered. */
export interface FunctionScope {
  /** Executions whose files it may read. */
  readonly owners: readonly FileOwner[];
  /** Gives the secret to the expression, or something in its place. */
  readonly reveal: (secret: string) => string;
}

/** The functions of the expression language that need something from outside. */
export function expressionFunctions(
  { storage, secrets, newId }: Pick<Ports, 'storage' | 'secrets' | 'newId'>,
  { owners, reveal }: FunctionScope,
): Readonly<Record<string, FunctionPort>> {
  const address: (args: Parameters<FunctionPort>[0]) => string = (args) => String(args.get('path', 0));
  const isEmpty: FunctionPort = async (args) => {
    const path = address(args);
    return (await sizeOf(storage, ownKey(owners, path), path)) === 0;
  };
  return {
    id: () => newId(),
    secret(args) {
      const name = String(args.get('key', 0));
      const secret = secrets.find(name);
      if (secret === undefined) throw new Error(`Cannot find secret for key '${name}'.`);
      return reveal(secret);
    },
    read(args) {
      const path = address(args);
      return readText(storage, ownKey(owners, path), path);
    },
    fileSize(args) {
      const path = address(args);
      return sizeOf(storage, ownKey(owners, path), path);
    },
    async fileExists(args) {
      return (await storage.stat(ownKey(owners, address(args)))) !== undefined;
    },
    isFileEmpty: isEmpty,
    fileEmpty: isEmpty,
  };
}
