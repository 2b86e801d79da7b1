import { randomUUID } from 'node:crypto';
import { constants, type Dirent, type Stats } from 'node:fs';
import { lstat, mkdir, open, readdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { FileNotFound, InvalidKey, KeyConflict } from './errors';
import { RESERVED_SEGMENT, segmentsOf } from './key';
import type { Content, Storage, StoredFile } from './storage';

export interface LocalStorageOptions {
  /** The folder that holds everything; made when it is missing. Links inside of it are never followed. */
  readonly root: string;
}

const UNFINISHED_FOR_MS = 24 * 60 * 60 * 1_000;
/** A folder that is deleted while a file is moved into it is made again, so many times. */
const MOVE_ATTEMPTS = 5;

/** Files in a folder of this machine. Rejects when the folder cannot be made or read. */
export async function createLocalStorage(options: LocalStorageOptions): Promise<Storage> {
  await mkdir(join(options.root, RESERVED_SEGMENT), { recursive: true });
  const storage = new LocalStorage(await realpath(options.root));
  await storage.removeUnfinished(Date.now());
  return storage;
}

class LocalStorage implements Storage {
  readonly driver = 'local';

  constructor(private readonly root: string) {}

  async put(key: string, content: Content): Promise<StoredFile> {
    const segments = segmentsOf(key);
    await this.refuseLinks(key, segments);
    const unfinished = join(this.root, RESERVED_SEGMENT, randomUUID());
    try {
      const written = await writeWhole(unfinished, content);
      await this.moveInto(key, segments, unfinished);
      return describe(key, written);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
  }

  async get(key: string): Promise<Readable> {
    const segments = segmentsOf(key);
    await this.refuseLinks(key, segments);
    const handle = await open(this.pathOf(segments), constants.O_RDONLY | constants.O_NOFOLLOW).catch(
      (error) => {
        throw isAbsence(error) ? new FileNotFound(key) : error;
      },
    );
    if ((await handle.stat()).isFile()) return handle.createReadStream();
    await handle.close();
    throw new FileNotFound(key);
  }

  async stat(key: string): Promise<StoredFile | undefined> {
    const segments = segmentsOf(key);
    await this.refuseLinks(key, segments);
    const found = await lstatOrNothing(this.pathOf(segments));
    return found?.isFile() ? describe(key, found) : undefined;
  }

  async *list(prefix: string): AsyncIterable<StoredFile> {
    const segments = prefix === '' ? [] : segmentsOf(prefix);
    await this.refuseLinks(prefix, segments);
    yield* this.walk(segments);
  }

  async delete(prefix: string): Promise<void> {
    const segments = segmentsOf(prefix);
    await this.refuseLinks(prefix, segments);
    await rm(this.pathOf(segments), { recursive: true, force: true }).catch((error) => {
      if (!isAbsence(error)) throw error;
    });
  }

  /** Removes what processes left behind that died while writing, a day ago or more. */
  async removeUnfinished(nowMs: number): Promise<void> {
    const folder = join(this.root, RESERVED_SEGMENT);
    for (const name of await readdir(folder)) {
      const path = join(folder, name);
      const found = await lstatOrNothing(path);
      if (found && nowMs - found.mtimeMs > UNFINISHED_FOR_MS) await rm(path, { force: true });
    }
  }

  private pathOf(segments: readonly string[]): string {
    return join(this.root, ...segments);
  }

  /** A link could lead out of the root; nothing that we store is one, so any on the way is refused. */
  private async refuseLinks(key: string, segments: readonly string[]): Promise<void> {
    for (let depth = 1; depth <= segments.length; depth += 1) {
      const found = await lstatOrNothing(this.pathOf(segments.slice(0, depth)));
      if (found === undefined) return;
      if (found.isSymbolicLink()) throw new InvalidKey(key, 'it leads through a symbolic link');
    }
  }

  private async moveInto(key: string, segments: readonly string[], from: string): Promise<void> {
    const folder = this.pathOf(segments.slice(0, -1));
    for (let attempt = 1; ; attempt += 1) {
      try {
        await mkdir(folder, { recursive: true });
        // Again, since the content may have taken long to arrive.
        await this.refuseLinks(key, segments);
        return await rename(from, this.pathOf(segments));
      } catch (error) {
        if (isConflict(error)) throw new KeyConflict(key);
        if (!isAbsence(error) || attempt === MOVE_ATTEMPTS) throw error;
      }
    }
  }

  private async *walk(segments: readonly string[]): AsyncIterable<StoredFile> {
    const key = segments.join('/');
    const found = await lstatOrNothing(this.pathOf(segments));
    if (found?.isFile()) yield describe(key, found);
    if (!found?.isDirectory()) return;
    const entries = await readdir(this.pathOf(segments), { withFileTypes: true }).catch((error) => {
      if (isAbsence(error)) return [];
      throw error;
    });
    for (const entry of entries.sort(byKey)) {
      if (segments.length === 0 && entry.name === RESERVED_SEGMENT) continue;
      yield* this.walk([...segments, entry.name]);
    }
  }
}

/** Writes and waits for the disk, so that a file that is there after a crash is whole. */
async function writeWhole(path: string, content: Content): Promise<Stats> {
  const handle = await open(path, 'wx');
  try {
    await writeFile(handle, content);
    await handle.sync();
    return await handle.stat();
  } finally {
    await handle.close();
  }
}

/** Folders count with their slash, so that the walk yields keys in order: `a-b` before `a/b`. */
function byKey(left: Dirent, right: Dirent): number {
  const [a, b] = [orderOf(left), orderOf(right)];
  return a < b ? -1 : a > b ? 1 : 0;
}

function orderOf(entry: Dirent): string {
  return entry.isDirectory() ? `${entry.name}/` : entry.name;
}

function describe(key: string, found: Stats): StoredFile {
  return { key, sizeBytes: found.size, modifiedAt: found.mtime };
}

async function lstatOrNothing(path: string): Promise<Stats | undefined> {
  try {
    return await lstat(path);
  } catch (error) {
    if (isAbsence(error)) return undefined;
    throw error;
  }
}

function isAbsence(error: unknown): boolean {
  return hasCode(error, ['ENOENT', 'ENOTDIR']);
}

function isConflict(error: unknown): boolean {
  return hasCode(error, ['EISDIR', 'EEXIST', 'ENOTEMPTY', 'ENOTDIR']);
}

function hasCode(error: unknown, codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
