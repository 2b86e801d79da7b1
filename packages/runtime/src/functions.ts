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

/** A name without a scheme is a file of the namespace. No namespace has files yet. */
function isName(path: string): boolean {
  return !/^[a-z][a-z0-9+.-]*:\//i.test(path);
}

/** The functions of the expression language that need something from outside. */
export function expressionFunctions(
  { storage, secrets, newId }: Pick<Ports, 'storage' | 'secrets' | 'newId'>,
  { owners, reveal }: FunctionScope,
): Readonly<Record<string, FunctionPort>> {
  const address: (args: Parameters<FunctionPort>[0]) => string = (args) => {
    const path = String(args.get('path', 0));
    if (isName(path))
      throw new Error(`There is no file '${path}' in the namespace '${owners[0]?.namespace ?? ''}'.`);
    return path;
  };
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
      const path = String(args.get('path', 0));
      return !isName(path) && (await storage.stat(ownKey(owners, path))) !== undefined;
    },
    isFileEmpty: isEmpty,
    fileEmpty: isEmpty,
  };
}
