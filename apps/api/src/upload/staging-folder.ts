import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface StagedContent {
  readonly sizeBytes: number;
  /** Fails once the folder is discarded. */
  open(): Readable;
}

/** A folder of temporary files for one request. It is made when the first file comes. */
export interface StagingFolder {
  /** `admit` is told of every chunk and may throw. @throws what `admit` threw, or an error of the disk or the stream */
  write(content: Readable, admit: (bytes: number) => void): Promise<StagedContent>;
  /** Stops what is being written and removes everything. Safe to call twice. */
  discard(): Promise<void>;
}

/** How the folders are called, so that those left by a process that was killed can be told from others. */
const STAGING_PREFIX = 'headrace-upload-';

export function createStagingFolder(parent: string = tmpdir()): StagingFolder {
  const discarded = new AbortController();
  const writing = new Set<Promise<unknown>>();
  let folder: Promise<string> | undefined;
  let removing: Promise<void> | undefined;
  let files = 0;

  async function write(content: Readable, admit: (bytes: number) => void): Promise<StagedContent> {
    folder ??= mkdtemp(join(parent, STAGING_PREFIX));
    const number = ++files;
    // Names of senders are never names on this disk.
    const path = join(await folder, String(number));
    let sizeBytes = 0;
    const measured = async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        sizeBytes += chunk.length;
        admit(chunk.length);
        yield chunk;
      }
    };
    const file = createWriteStream(path, { flags: 'wx', mode: 0o600 });
    await pipeline(content, measured, file, { signal: discarded.signal });
    return { sizeBytes, open: () => createReadStream(path) };
  }

  async function remove(): Promise<void> {
    discarded.abort();
    await Promise.allSettled(writing);
    const path = await folder?.catch(() => undefined);
    if (path) await rm(path, { recursive: true, force: true });
  }

  return {
    write(content, admit) {
      const written = write(content, admit);
      writing.add(written);
      written.catch(() => {}).finally(() => writing.delete(written));
      return written;
    },
    discard() {
      removing ??= remove();
      return removing;
    },
  };
}

/** Removes folders that processes left behind when they were killed: those in which nothing was begun since `beforeMs`. */
export async function removeAbandonedFolders(beforeMs: number, parent: string = tmpdir()): Promise<void> {
  const entries = await readdir(parent, { withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isDirectory() || !entry.name.startsWith(STAGING_PREFIX)) continue;
    const folder = join(parent, entry.name);
    const { mtimeMs } = await stat(folder);
    if (mtimeMs < beforeMs) await rm(folder, { recursive: true, force: true });
  }
}
