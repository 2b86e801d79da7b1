import { z } from 'zod';
import { failure } from './failure';

/** A kind of cursor: what it is the place of, and what the place is made of. */
export interface CursorKind<Place> {
  encode(place: Place): string;
  /** @throws GraphQLError (BAD_CURSOR) for text that is no cursor of this kind */
  decode(cursor: string): Place;
}

function cursorKind<Schema extends z.ZodType>(name: string, place: Schema): CursorKind<z.output<Schema>> {
  return {
    encode: (value) => Buffer.from(JSON.stringify([name, value])).toString('base64url'),
    decode: (cursor) => {
      const parsed = z.tuple([z.literal(name), place]).safeParse(readJson(cursor));
      if (!parsed.success) throw failure('BAD_CURSOR', 'This cursor does not belong here.');
      return parsed.data[1] as z.output<Schema>;
    },
  };
}

function readJson(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}

const key = z.string().max(500);
const count = z.number().int().min(0).max(2_147_483_647);

/** By name: namespace, then id. */
export const flowCursor = cursorKind('flow', z.tuple([key, key]));
/** By name. */
export const namespaceCursor = cursorKind('namespace', key);
/** By number, from 1. */
export const attemptCursor = cursorKind('attempt', count);
/** Number of a change of state, from 1. */
export const stateChangeCursor = cursorKind('stateChange', count);
export const revisionCursor = cursorKind('revision', count);
/** Newest first: instant of creation in milliseconds, then id. */
export const executionCursor = cursorKind('execution', z.tuple([z.number().int().min(0).max(8.64e15), key]));
export const taskRunCursor = cursorKind('taskRun', key);
export const eventCursor = cursorKind('event', count);
export const logCursor = cursorKind('log', count);
export const changeCursor = cursorKind('change', z.object({ xid: z.string().regex(/^\d{1,19}$/), id: key }));
