// @ts-check
import { closeSync, existsSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const LIMIT_BYTES = 10_000_000;

/**
 * A log file that keeps its last ten to twenty megabytes: `name.log` and the older `name.log.1`.
 * @param {string} path
 * @returns {{ write(line: string): void, close(): void }}
 */
export function openLogFile(path) {
  mkdirSync(dirname(path), { recursive: true });
  let sizeBytes = existsSync(path) ? statSync(path).size : 0;
  /** @type {number | undefined} */
  let file = openSync(path, 'a', 0o600);
  return {
    write: (line) => {
      try {
        if (file !== undefined && sizeBytes > LIMIT_BYTES) {
          closeSync(file);
          file = undefined;
          renameSync(path, `${path}.1`);
          file = openSync(path, 'a', 0o600);
          sizeBytes = 0;
        }
        if (file !== undefined) sizeBytes += writeSync(file, `${line}\n`);
      } catch {
        // A full disk: losing log lines is better than ending the product.
      }
    },
    close: () => {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}
