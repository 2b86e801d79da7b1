import type { Keyset } from '@headrace/db';
import type { InterfaceRef, ObjectFieldsShape, ObjectRef } from '@pothos/core';
import { builder } from './builder';
import type { CursorKind } from './cursor';
import { failure } from './failure';

/** Items of a list when nobody says how many, and at most. */
const DEFAULT_FIRST = 25;
export const MAX_FIRST = 100;

export interface Edge<Node> {
  readonly cursor: string;
  readonly node: Node;
}

/** A page of a list. What is beyond it is looked at only when somebody asks. */
export interface Connection<Node> {
  readonly edges: readonly Edge<Node>[];
  hasNextPage(): boolean | Promise<boolean>;
  hasPreviousPage(): boolean | Promise<boolean>;
}

export interface Count {
  readonly value: number;
  readonly exact: boolean;
}

type Types = (typeof builder)['$inferSchemaTypes'];

const PageInfo = builder.objectRef<Connection<unknown>>('PageInfo').implement({
  description: 'Where a page lies in its list.',
  fields: (t) => ({
    hasNextPage: t.boolean({
      description: 'Whether there is more after this page.',
      resolve: (connection) => connection.hasNextPage(),
    }),
    hasPreviousPage: t.boolean({
      description: 'Whether there is more before this page.',
      resolve: (connection) => connection.hasPreviousPage(),
    }),
    startCursor: t.field({
      type: 'Cursor',
      nullable: true,
      description: 'Place of the first item, for `before`; null on an empty page.',
      resolve: ({ edges }) => edges[0]?.cursor,
    }),
    endCursor: t.field({
      type: 'Cursor',
      nullable: true,
      description: 'Place of the last item, for `after`; null on an empty page.',
      resolve: ({ edges }) => edges.at(-1)?.cursor,
    }),
  }),
});

export const CountObject = builder.objectRef<Count>('Count').implement({
  description: 'How many there are.',
  fields: (t) => ({
    value: t.exposeInt('value', { description: 'How many were counted.' }),
    exact: t.exposeBoolean('exact', {
      description: 'false: there are more; counting all would be slow.',
    }),
  }),
});

/** Defines `<name>Connection` and `<name>Edge`; `more` adds fields to the connection. */
export function connectionObject<Node, Shape extends Connection<Node> = Connection<Node>>(
  name: string,
  node: ObjectRef<Types, Node> | InterfaceRef<Types, Node>,
  more?: ObjectFieldsShape<Types, Shape>,
) {
  const EdgeObject = builder.objectRef<Edge<Node>>(`${name}Edge`).implement({
    description: `A ${name} in a list.`,
    fields: (t) => ({
      cursor: t.field({
        type: 'Cursor',
        description: 'Its place in the list, for `after` and `before`.',
        resolve: (edge) => edge.cursor,
      }),
      node: t.field({ type: node, description: 'The item itself.', resolve: (edge) => edge.node as never }),
    }),
  });
  return builder.objectRef<Shape>(`${name}Connection`).implement({
    description: `A page of a list of ${name}.`,
    fields: (t) => ({
      edges: t.field({
        type: [EdgeObject],
        description: 'The items, in the order of the list whichever way it was asked for.',
        resolve: (connection) => [...connection.edges],
      }),
      pageInfo: t.field({
        type: PageInfo,
        description: 'Where the page lies in its list.',
        resolve: (connection) => connection,
      }),
      ...more?.(t),
    }),
  });
}

/** `first` and `after`, or `last` and `before`, of a list. */
export const pageArguments = builder.args((t) => ({
  first: t.int({
    description: `how many from the beginning, at most ${MAX_FIRST}; ${DEFAULT_FIRST} where neither this nor \`last\` is given`,
  }),
  after: t.field({ type: 'Cursor', description: 'only what comes after this place' }),
  last: t.int({ description: `how many from the end, at most ${MAX_FIRST}; not together with \`first\`` }),
  before: t.field({ type: 'Cursor', description: 'only what comes before this place' }),
}));

export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly last?: number | null;
  readonly before?: string | null;
}

/** A page as somebody asks for it, with its places read. */
export type Page<Place> = Keyset<Place>;

/** @throws failure (`BAD_ARGUMENT`, `BAD_CURSOR`) */
function readPage<Place>(
  { first, after, last, before }: PageArguments,
  cursor: CursorKind<Place>,
): Page<Place> {
  const isFirst = typeof first === 'number';
  const isLast = typeof last === 'number';
  if (isFirst && isLast) throw failure('BAD_ARGUMENT', '`first` and `last` exclude each other.');
  const wanted = Math.min((isLast ? last : first) ?? DEFAULT_FIRST, MAX_FIRST);
  if (wanted < 0) throw failure('BAD_ARGUMENT', `\`${isLast ? 'last' : 'first'}\` must not be negative.`);
  return {
    ...(after && { after: cursor.decode(after) }),
    ...(before && { before: cursor.decode(before) }),
    backwards: isLast,
    limit: wanted,
  };
}

/**
 * Reads one page of a sorted list. `load` is asked for one more than the page holds, which tells whether there is more, and for one
 * on the other side when somebody wants to know.
 */
export async function pageOf<Row, Place>(
  asked: PageArguments,
  cursor: CursorKind<Place>,
  load: (part: Keyset<Place>) => Promise<readonly Row[]>,
  placeOf: (row: Row) => Place,
): Promise<Connection<Row>> {
  const page = readPage(asked, cursor);
  const { backwards, limit, after, before } = page;
  const rows = await load({ ...page, limit: limit + 1 });
  const kept = rows.slice(0, limit);
  if (backwards) kept.reverse();
  const edges = kept.map((node) => ({ cursor: cursor.encode(placeOf(node)), node }));
  const isMore = rows.length > limit;
  const isAny = async (part: Pick<Keyset<Place>, 'after' | 'before' | 'backwards'>) =>
    (await load({ ...part, limit: 1 })).length > 0;
  const [firstRow] = kept;
  const lastRow = kept.at(-1);
  return {
    edges,
    hasNextPage: () => {
      if (before === undefined) return !backwards && isMore;
      if (!backwards && isMore) return true;
      // Of an empty page only the cursor is known: it is the place of something that came after.
      return lastRow === undefined || isAny({ after: placeOf(lastRow), backwards: false });
    },
    hasPreviousPage: () => {
      if (after === undefined) return backwards && isMore;
      if (backwards && isMore) return true;
      return firstRow === undefined || isAny({ before: placeOf(firstRow), backwards: true });
    },
  };
}

/** A page of a list that is in memory anyway. Places are the numbers of the items, from 1. */
export function pageOfList<Item>(
  asked: PageArguments,
  cursor: CursorKind<number>,
  items: readonly Item[],
): Promise<Connection<Item>> {
  const numbered = items.map((item, index) => ({ item, number: index + 1 }));
  return pageOf(
    asked,
    cursor,
    async ({ after = 0, before = numbered.length + 1, backwards, limit }) => {
      const part = numbered.filter(({ number }) => number > after && number < before);
      return (backwards ? part.reverse() : part).slice(0, limit);
    },
    ({ number }) => number,
  ).then((connection) => mapNodes(connection, ({ item }) => item));
}

/** The same connection with other nodes. */
export function mapNodes<From, To>(connection: Connection<From>, map: (node: From) => To): Connection<To> {
  return { ...connection, edges: connection.edges.map(({ cursor, node }) => ({ cursor, node: map(node) })) };
}
