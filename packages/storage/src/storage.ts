import type { Readable } from 'node:stream';

/** What is known about a stored file without reading it. */
export interface StoredFile {
  readonly key: string;
  readonly sizeBytes: number;
  readonly modifiedAt: Date;
}

/** What can be stored: bytes at hand, or a stream that is read to its end. */
export type Content = Uint8Array | Readable;

/**
 * Keeps files under keys like `executions/<id>/outputs/report.csv`: segments joined by `/`. A key names a file or a folder,
 * never both. A prefix is a folder (or a single file): `a/b` covers `a/b` and `a/b/c`, not `a/bc`; the empty prefix covers
 * everything.
 *
 * All methods reject with InvalidKey when a key could mean a place outside of the storage.
 */
export interface Storage {
  /** Short name for status pages: `local` or `memory`. */
  readonly driver: string;
  /**
   * Stores the content, replacing what was there. Others see the old file or the whole new one, never a part; when the
   * stream fails nothing changes. Rejects with KeyConflict when a folder is where the file should be, or a file where a
   * folder should be.
   */
  put(key: string, content: Content): Promise<StoredFile>;
  /** Opens the file for reading. Rejects with FileNotFound. The caller reads the stream or destroys it. */
  get(key: string): Promise<Readable>;
  /** Size and time of the file, or undefined when there is none. */
  stat(key: string): Promise<StoredFile | undefined>;
  /** The files under the prefix, ordered by key. Files that come or go meanwhile may be missed. */
  list(prefix: string): AsyncIterable<StoredFile>;
  /** Removes the file or everything in the folder; nothing there is fine. The empty prefix is refused. */
  delete(prefix: string): Promise<void>;
}
