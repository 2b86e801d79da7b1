import { Readable } from 'node:stream';
import { FileNotFound, KeyConflict } from './errors';
import { segmentsOf } from './key';
import type { Content, Storage, StoredFile } from './storage';

interface MemoryFile {
  readonly bytes: Buffer;
  readonly modifiedAt: Date;
}

/** Files inside this process: the twin of the real drivers for tests. */
export function createMemoryStorage(): Storage {
  const files = new Map<string, MemoryFile>();

  const describe = (key: string, file: MemoryFile): StoredFile => ({
    key,
    sizeBytes: file.bytes.length,
    modifiedAt: file.modifiedAt,
  });
  const keysUnder = (prefix: string) =>
    [...files.keys()].filter((key) => prefix === '' || key === prefix || key.startsWith(`${prefix}/`));
  const refuseConflict = (key: string, segments: readonly string[]) => {
    const isFolder = keysUnder(key).some((other) => other !== key);
    const isInFile = segments.some((_, depth) => depth > 0 && files.has(segments.slice(0, depth).join('/')));
    if (isFolder || isInFile) throw new KeyConflict(key);
  };

  return {
    driver: 'memory',
    async put(key, content) {
      const segments = segmentsOf(key);
      const file = { bytes: await read(content), modifiedAt: new Date() };
      refuseConflict(key, segments);
      files.set(key, file);
      return describe(key, file);
    },
    async get(key) {
      segmentsOf(key);
      const file = files.get(key);
      if (file === undefined) throw new FileNotFound(key);
      return Readable.from([file.bytes], { objectMode: false });
    },
    async stat(key) {
      segmentsOf(key);
      const file = files.get(key);
      return file && describe(key, file);
    },
    async *list(prefix) {
      if (prefix !== '') segmentsOf(prefix);
      for (const key of keysUnder(prefix).sort()) {
        const file = files.get(key);
        if (file) yield describe(key, file);
      }
    },
    async delete(prefix) {
      segmentsOf(prefix);
      for (const key of keysUnder(prefix)) files.delete(key);
    },
  };
}

async function read(content: Content): Promise<Buffer> {
  if (!(content instanceof Readable)) return Buffer.from(content);
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
