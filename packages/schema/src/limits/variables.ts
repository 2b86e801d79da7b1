import { isStorable } from '@headrace/runtime';
import { type GraphQLError } from 'graphql';
import { failure } from '../failure';
import { UNSTORABLE_TEXT } from './scan';

/** In a JSON text such characters can only be written so. */
const UNSTORABLE_ESCAPE = /\\u(?:0000|d[89a-f])/i;

/** Whether a JSON text may hold what cannot be kept: quick, and wrong only with a pair that is whole. */
export function holdsUnstorable(json: string): boolean {
  return UNSTORABLE_ESCAPE.test(json);
}

/** Why variables are refused: some text in them cannot be kept. Undefined where all can. */
export function unstorableVariables(variables: unknown): GraphQLError | undefined {
  // No recursion: they may be nested as deep as their reader allowed.
  const rest: unknown[] = [variables];
  while (rest.length > 0) {
    const next = rest.pop();
    if (typeof next === 'string') {
      if (!isStorable(next)) return failure('BAD_ARGUMENT', UNSTORABLE_TEXT);
    } else if (Array.isArray(next)) for (const item of next) rest.push(item);
    else if (typeof next === 'object' && next !== null)
      for (const [key, item] of Object.entries(next)) rest.push(key, item);
  }
  return undefined;
}
