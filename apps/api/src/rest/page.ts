import { z } from 'zod';
import { illegalArgument, unprocessable } from './errors';
import { fromOneOn } from './parameters';

/** Kestra's paging by number; offsets beyond this would make the database count for seconds. */
const MAX_OFFSET = 100_000;
const MAX_SIZE = 1_000;

/** Counting further would cost more than anybody reads out of it: `total` stops there. */
export const COUNTED_AT_MOST = 10_000;

export const pageQuery = {
  page: fromOneOn().default(1),
  /** Kestra has no ceiling; a larger one is taken as this one. */
  size: fromOneOn()
    .transform((size) => Math.min(size, MAX_SIZE))
    .default(10),
  sort: z.array(z.string()).default([]),
};

export interface Page<Column extends string> {
  readonly offset: number;
  readonly limit: number;
  readonly order: readonly { readonly column: Column; readonly direction: 'asc' | 'desc' }[];
}

/** Which part of a list is asked for, in which order. @throws RestError (422) */
export function pageOf<Column extends string>(
  { page, size, sort }: { readonly page: number; readonly size: number; readonly sort: readonly string[] },
  sortable: Readonly<Record<string, Column>>,
): Page<Column> {
  const offset = (page - 1) * size;
  if (offset > MAX_OFFSET) throw illegalArgument(`pages further than ${MAX_OFFSET} results are not served`);
  const order = sort.map((text) => {
    const [field = '', direction = 'asc', ...more] = text.split(':');
    const column = Object.hasOwn(sortable, field) ? sortable[field] : undefined;
    if (column === undefined || (direction !== 'asc' && direction !== 'desc') || more.length > 0)
      throw unprocessable(
        `Invalid sort parameter: write field:asc or field:desc, with a field of ${Object.keys(sortable).join(', ')}`,
      );
    return { column, direction } as const;
  });
  return { offset, limit: size, order };
}
