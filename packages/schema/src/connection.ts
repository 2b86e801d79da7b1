import type { InterfaceRef, ObjectRef } from '@pothos/core';
import type { ObjectFieldsShape } from '@pothos/core';
import { builder } from './builder';
import { failure } from './failure';

/** Items of a list when nobody says how many, and at most. */
const DEFAULT_FIRST = 25;
export const MAX_FIRST = 100;

export interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node;
}

export interface Connection<Node> {
  readonly edges: readonly Edge<Node>[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

export interface Count {
  readonly value: number;
  readonly exact: boolean;
}

type Types = (typeof builder)['$inferSchemaTypes'];

const PageInfo = builder.objectRef<Connection<unknown>>('PageInfo').implement({
  fields: (t) => ({
    hasNextPage: t.exposeBoolean('hasNextPage'),
    hasPreviousPage: t.exposeBoolean('hasPreviousPage'),
    startCursor: t.field({ type: 'Cursor', nullable: true, resolve: ({ edges }) => edges[0]?.cursor }),
    endCursor: t.field({ type: 'Cursor', nullable: true, resolve: ({ edges }) => edges.at(-1)?.cursor }),
  }),
});

export const CountObject = builder.objectRef<Count>('Count').implement({
  description: 'How many there are. Not exact: at least about so many; counting all would be slow.',
  fields: (t) => ({ value: t.exposeInt('value'), exact: t.exposeBoolean('exact') }),
});

/** Defines `<name>Connection` and `<name>Edge`; `more` adds fields to the connection. */
export function connectionObject<Node, Shape extends Connection<Node> = Connection<Node>>(
  name: string,
  node: ObjectRef<Types, Node> | InterfaceRef<Types, Node>,
  more?: ObjectFieldsShape<Types, Shape>,
) {
  const EdgeObject = builder.objectRef<Edge<Node>>(`${name}Edge`).implement({
    fields: (t) => ({
      cursor: t.field({ type: 'Cursor', resolve: (edge) => edge.cursor }),
      node: t.field({ type: node, resolve: (edge) => edge.node as never }),
    }),
  });
  return builder.objectRef<Shape>(`${name}Connection`).implement({
    fields: (t) => ({
      edges: t.field({ type: [EdgeObject], resolve: (connection) => [...connection.edges] }),
      pageInfo: t.field({ type: PageInfo, resolve: (connection) => connection }),
      ...more?.(t),
    }),
  });
}

/** `first` and `after` of a list. */
export const pageArguments = builder.args((t) => ({
  first: t.int({ description: `at most ${MAX_FIRST}; ${DEFAULT_FIRST} when absent` }),
  after: t.field({ type: 'Cursor' }),
}));

export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
}

/**
 * Reads one page after a place in a sorted list. `load` is asked for one more than the page holds, which tells whether there
 * is a next page.
 */
export async function pageOf<Row, Place>(
  { first, after }: PageArguments,
  cursor: { encode(place: Place): string; decode(cursor: string): Place },
  load: (after: Place | undefined, limit: number) => Promise<readonly Row[]>,
  placeOf: (row: Row) => Place,
): Promise<Connection<Row>> {
  const wanted = Math.min(first ?? DEFAULT_FIRST, MAX_FIRST);
  if (wanted < 0) throw failure('BAD_ARGUMENT', '`first` must not be negative.');
  const rows = await load(after ? cursor.decode(after) : undefined, wanted + 1);
  return {
    edges: rows.slice(0, wanted).map((node) => ({ cursor: cursor.encode(placeOf(node)), node })),
    hasNextPage: rows.length > wanted,
    hasPreviousPage: Boolean(after),
  };
}

/** The same connection with other nodes. */
export function mapNodes<From, To>(connection: Connection<From>, map: (node: From) => To): Connection<To> {
  return { ...connection, edges: connection.edges.map(({ cursor, node }) => ({ cursor, node: map(node) })) };
}
