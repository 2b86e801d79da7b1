import { filled, fromOneOn } from '../parameters';

const DEFAULT_ROWS = 100;
const MAX_ROWS = 5_000;

/** `path` is the address of the file: `kestra:///...`. */
export const fileQuery = { path: filled };

export const previewQuery = {
  path: filled,
  maxRows: fromOneOn()
    .transform((rows) => Math.min(rows, MAX_ROWS))
    .default(DEFAULT_ROWS),
  encoding: filled.default('UTF-8'),
};
