/** The two ways to write the answer of a query or mutation. */
export type MediaType = 'application/graphql-response+json' | 'application/json';

const WAYS: ReadonlyMap<string, MediaType> = new Map([
  ['application/graphql-response+json', 'application/graphql-response+json'],
  ['*/graphql-response+json', 'application/graphql-response+json'],
  ['application/json', 'application/json'],
  ['*/json', 'application/json'],
  ['application/*', 'application/json'],
  ['*/*', 'application/json'],
]);

/**
 * How a client wants an answer that is there as a whole, by its Accept header: the first of the ways that it names, whatever else it
 * would take. Undefined when it names none.
 */
export function mediaTypeOf(accept: string | undefined): MediaType | undefined {
  for (const wish of (accept || '*/*').replace(/\s/g, '').toLowerCase().split(',')) {
    const [type = '', ...parameters] = wish.split(';');
    const charset = parameters.find((parameter) => parameter.includes('charset='));
    const way = charset === undefined || charset === 'charset=utf-8' ? WAYS.get(type) : undefined;
    if (way) return way;
  }
  return undefined;
}
