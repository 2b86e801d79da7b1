import type { Arguments } from '../arguments';
import type { Call } from '../frame';
import { chain, type MaybePromise } from '../maybe-promise';
import { patternOf } from '../pattern';
import { type FilterTable, textFilter } from './filter';

const META = /[\\^$.|?*+()[\]{}]/;

interface Cut {
  readonly start: number;
  readonly end: number;
}

/**
 * Java's rules: with a limit above 0 at most so many parts, the last one with the rest; without a limit (or 0) empty
 * parts at the end are dropped. An empty match at the very beginning cuts nothing off.
 */
export function splitText(
  text: string,
  delimiter: string,
  limit: number,
  call: Call,
): MaybePromise<string[]> {
  return chain(cutsOf(text, delimiter, call), (cuts) => {
    const parts = partsOf(text, cuts, limit);
    call.meter.step(parts.length);
    if (limit !== 0 || parts.length === 1) return parts;
    while (parts.at(-1) === '') parts.pop();
    return parts;
  });
}

function cutsOf(text: string, delimiter: string, call: Call): MaybePromise<Iterable<Cut>> {
  if (delimiter !== '' && !META.test(delimiter)) return literalCuts(text, delimiter);
  return chain(patternOf(delimiter, call.meter), (pattern) => pattern.matches(text, call.meter));
}

function* literalCuts(text: string, delimiter: string): Generator<Cut> {
  for (let start = text.indexOf(delimiter); start !== -1; ) {
    const end = start + delimiter.length;
    yield { start, end };
    start = text.indexOf(delimiter, end);
  }
}

function partsOf(text: string, cuts: Iterable<Cut>, limit: number): string[] {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of cuts) {
    if (limit > 0 && parts.length === limit - 1) break;
    if (end === 0 || (start === end && start >= text.length)) continue;
    parts.push(text.slice(at, start));
    at = end;
  }
  parts.push(text.slice(at));
  return parts;
}

function split(text: string, args: Arguments, call: Call): MaybePromise<string[]> {
  return splitText(text, args.text('delimiter'), args.wholeOr('limit', 0), call);
}

export const splitFilters: FilterTable = [['split', textFilter(['delimiter', 'limit'], split)]];
