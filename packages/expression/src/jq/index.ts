import type { Meter } from '../budget';
import { Failure } from '../error';
import { chain, type MaybePromise } from '../maybe-promise';
import { loadPatterns } from '../pattern';
import { JqBreak, JqError } from './error';
import { library } from './library';
import { Machine, type Names } from './machine';
import { natives } from './natives';
import { parseQuery } from './parser';
import type { Json, Query } from './syntax';

const MAX_QUERY_CHARACTERS = 20_000;
const MAX_CACHED_QUERIES = 200;
const REGEX_FUNCTION = /\b(?:test|match|capture|scan|splits?|g?sub)\b/;

const queries = new Map<string, Query>();

function queryOf(source: string): Query {
  const known = queries.get(source);
  if (known !== undefined) return known;
  const query = parseQuery(source);
  if (queries.size >= MAX_CACHED_QUERIES) queries.clear();
  queries.set(source, query);
  return query;
}

/**
 * All outputs of a jq program. This is our own jq: the real one cannot be stopped, and a query may run without end.
 * It has no environment, no input but the value, and no modules.
 */
export function runQuery(source: string, input: Json, now: Date, meter: Meter): MaybePromise<Json[]> {
  if (source.length > MAX_QUERY_CHARACTERS) throw new Failure('The jq expression is too long.');
  meter.step(source.length);
  const query = inJq(() => queryOf(source));
  const names: Names = {
    kind: 'function',
    definition: { name: 'now', parameters: [], body: { kind: 'literal', value: now.getTime() / 1000 } },
    outer: null,
  };
  const run = (): Json[] => {
    const machine = new Machine(meter, natives, library());
    return inJq(() => [...machine.values({ query, names }, input)]);
  };
  return REGEX_FUNCTION.test(source) ? chain(loadPatterns(), run) : run();
}

function inJq<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof JqError) && !(error instanceof JqBreak)) throw error;
    throw new Failure(`Unable to parse jq value: ${error.message}.`);
  }
}
