/** The two ways to write the answer of a query or mutation. */
export type MediaType = 'application/graphql-response+json' | 'application/json';

const ACCEPTED: Readonly<Record<string, MediaType>> = {
  'application/graphql-response+json': 'application/graphql-response+json',
  'application/json': 'application/json',
  'application/*': 'application/json',
  '*/*': 'application/json',
};

/**
 * How a client wants an answer that is there as a whole, by its Accept header: the first way that it names. Undefined for
 * a header that says anything else, too.
 */
export function mediaTypeOf(accept: string | undefined): MediaType | undefined {
  const ways = (accept || '*/*').split(',').map((way) => ACCEPTED[way.trim().toLowerCase()]);
  return ways.every((way) => way !== undefined) ? ways[0] : undefined;
}
