import type { Context } from 'hono';
import { z } from 'zod';
import { readQuery, type QueryShape } from './query';
import type { ErrorStatus } from './errors';
import { readParams } from './path';
import type { RestEnvironment } from './ports';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';

/** One address with what may be asked of it. The OpenAPI page is made of these. */
export interface Endpoint {
  readonly method: Method;
  /** Below `/api/v1`, with `:name` for what varies. */
  readonly path: string;
  /** Kestra's name of the operation: violations of parameters begin with it. */
  readonly operation: string;
  readonly summary: string;
  readonly query: QueryShape;
  /** Whether `filters[field][OPERATION]=value` is read, too. */
  readonly hasFilters: boolean;
  /** Whether parameters are somebody else's business. */
  readonly anyQuery: boolean;
  readonly body: BodyKind | null;
  readonly answers: Answers;
  /** Whether this address is meant, where another of the same form may be; always, without it. */
  readonly isMeant?: (params: Readonly<Record<string, string>>) => boolean;
  handle(context: Context<RestEnvironment>): Promise<Response>;
}

/** What an answer holds, by status. Error statuses have one shape and are only named. */
export interface Answers {
  readonly [status: number]: {
    readonly description: string;
    readonly type?: string;
    readonly schema?: z.ZodType;
  };
  readonly errors?: readonly ErrorStatus[];
}

/** A body as the OpenAPI page tells it. */
export interface BodyKind {
  readonly types: readonly string[];
  readonly schema: z.ZodType;
  readonly isRequired: boolean;
}

export interface Asked<Query extends QueryShape> {
  readonly context: Context<RestEnvironment>;
  /** Decoded parts of the address. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: z.output<z.ZodObject<Query>>;
  readonly url: URL;
}

/**
 * An endpoint whose handler is only asked when its parameters are in order: an unknown one is 422 and named, whatever the
 * handler does with the others.
 */
export function endpoint<const Query extends QueryShape = Record<never, never>>(definition: {
  readonly method: Method;
  readonly path: string;
  readonly operation: string;
  readonly summary: string;
  readonly query?: Query;
  readonly hasFilters?: boolean;
  readonly anyQuery?: boolean;
  readonly body?: BodyKind;
  readonly answers: Answers;
  readonly isMeant?: Endpoint['isMeant'];
  readonly handle: (asked: Asked<Query>) => Promise<Response>;
}): Endpoint {
  const {
    query = {} as Query,
    hasFilters = false,
    anyQuery = false,
    body = null,
    handle,
    ...about
  } = definition;
  const schema = z.object(query);
  return {
    ...about,
    query,
    hasFilters,
    anyQuery,
    body,
    async handle(context) {
      const url = new URL(context.req.url);
      const params = readParams(context.req.param());
      const { operation } = about;
      const given = anyQuery ? new URLSearchParams() : url.searchParams;
      return handle({ context, params, url, query: readQuery(schema, given, { operation, hasFilters }) });
    },
  };
}

/** Literal parts before those that vary, so that `/executions/search` is never the execution called `search`. */
export function bySpecificity(one: Endpoint, other: Endpoint): number {
  const [left, right] = [one.path.split('/'), other.path.split('/')];
  // Addresses of different lengths never meet; apart, they keep the order total.
  if (left.length !== right.length) return left.length - right.length;
  for (let index = 0; index < left.length; index += 1) {
    const difference = Number(left[index]?.startsWith(':')) - Number(right[index]?.startsWith(':'));
    if (difference !== 0) return difference;
  }
  return 0;
}
