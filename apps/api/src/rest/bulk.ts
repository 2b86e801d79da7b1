import type { Context } from 'hono';
import { readJson } from '@headrace/json';
import { z } from 'zod';
import { answerJson } from './answer';
import { RestError } from './errors';
import type { RequestBody } from './ports';

/** One that a bulk deed cannot be done to. */
export interface Invalid {
  readonly id: string;
  readonly message: string;
}

/** What came of a bulk deed: it is done to all, or to none. */
export type BulkResult =
  | { readonly kind: 'done'; readonly count: number }
  | { readonly kind: 'refused'; readonly invalids: readonly Invalid[] };

/** More at once would hold a connection, and its client, for minutes. */
export const MOST_AT_ONCE = 10_000;

export const idsSchema = z.array(z.string().min(1).max(200)).max(MOST_AT_ONCE);

/** The ids of a bulk call: a JSON list. @throws RestError (422) */
export async function readIds(body: RequestBody): Promise<readonly string[]> {
  const read = readJson((await body.bytes()).toString('utf8'));
  if (!read.ok) throw new RestError(422, `Invalid json: the body ${read.reason}`);
  const ids = idsSchema.safeParse(read.value);
  if (!ids.success)
    throw new RestError(422, `Invalid json mapping: the body must be a list of at most ${MOST_AT_ONCE} ids`);
  return ids.data;
}

/** Answers in Kestra's form. `verb` is the word of its sentence: `invalid bulk delete`. */
export function answerBulk(context: Context, verb: string, result: BulkResult): Response {
  switch (result.kind) {
    case 'done':
      return answerJson(context, { count: result.count });
    case 'refused': {
      const invalids = result.invalids.map(({ id, message }) => ({
        message,
        invalidValue: id,
        path: 'execution',
        propertyPath: [{ name: 'execution', kind: 'PROPERTY', inIterable: false }],
      }));
      return answerJson(context, { message: `invalid bulk ${verb}`, invalids }, 400);
    }
  }
}
