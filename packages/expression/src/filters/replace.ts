import type { Arguments } from '../arguments';
import type { Meter } from '../budget';
import { Failure } from '../error';
import type { Call } from '../frame';
import { safePattern } from '../safe-pattern';
import { entriesOf, isList, isMap, printedText, setOwn } from '../value';
import { type FilterTable, textFilter, valueFilter } from './filter';

type Replacement = (text: string) => string;

function literalReplacement(from: string, to: string, meter: Meter): Replacement {
  return (text) => {
    const pieces = text.split(from);
    meter.step(pieces.length);
    meter.text(text.length + (pieces.length - 1) * (to.length - from.length));
    return pieces.join(to);
  };
}

function patternReplacement(pattern: RegExp, to: string, meter: Meter): Replacement {
  const parts = replacementParts(to);
  const length = to.length;
  return (text) => {
    let characters = text.length;
    return text.replace(pattern, (match) => {
      characters += length + match.length * parts.length;
      meter.text(characters);
      meter.step();
      return parts.join(match);
    });
  };
}

/** A Java replacement: a backslash takes the next character as it is, `$0` is the match. The texts around `$0`. */
function replacementParts(to: string): string[] {
  const parts = [''];
  for (let at = 0; at < to.length; at += 1) {
    const character = to[at];
    if (character === '\\') {
      at += 1;
      parts.push(`${parts.pop() ?? ''}${to[at] ?? ''}`);
    } else if (character === '$') {
      if (to[at + 1] !== '0') throw new Failure('The replacement refers to a group that there is not.');
      at += 1;
      parts.push('');
    } else {
      parts.push(`${parts.pop() ?? ''}${character}`);
    }
  }
  return parts;
}

function replaceInside(value: unknown, replacements: readonly Replacement[], meter: Meter): unknown {
  meter.step();
  if (typeof value === 'string') return replacements.reduce((text, replace) => replace(text), value);
  if (isList(value)) {
    meter.enter();
    const items = value.map((item) => replaceInside(item, replacements, meter));
    meter.leave();
    return items;
  }
  if (isMap(value)) {
    meter.enter();
    const result: Record<string, unknown> = {};
    for (const [key, item] of entriesOf(value)) setOwn(result, key, replaceInside(item, replacements, meter));
    meter.leave();
    return result;
  }
  return value;
}

function replace(input: unknown, args: Arguments, call: Call): unknown {
  const isPattern = args.booleanOr('regexp', false);
  const replacements = entriesOf(args.map('replace_pairs')).map(([from, target]) => {
    const to = printedText(target, call.meter);
    const pattern = isPattern ? safePattern(from) : null;
    return pattern === null
      ? literalReplacement(from, to, call.meter)
      : patternReplacement(pattern, to, call.meter);
  });
  return replaceInside(input, replacements, call.meter);
}

/** Java's rules: with a limit above 0 at most so many parts; without a limit (or 0) empty parts at the end are dropped. */
function split(text: string, args: Arguments, call: Call): string[] {
  const delimiter = args.text('delimiter');
  const limit = args.wholeOr('limit', 0);
  const pattern = safePattern(delimiter);
  const parts =
    limit > 0 ? splitLimited(text, pattern ?? delimiter, limit) : text.split(pattern ?? delimiter);
  call.meter.step(parts.length);
  if (limit !== 0 || parts.length === 1) return parts;
  while (parts.at(-1) === '') parts.pop();
  return parts;
}

function splitLimited(text: string, delimiter: RegExp | string, limit: number): string[] {
  const parts: string[] = [];
  let at = 0;
  while (parts.length < limit - 1) {
    const found = findFrom(text, delimiter, at);
    if (found === null) break;
    parts.push(text.slice(at, found.start));
    at = found.end;
  }
  parts.push(text.slice(at));
  return parts;
}

function findFrom(
  text: string,
  delimiter: RegExp | string,
  from: number,
): { start: number; end: number } | null {
  if (typeof delimiter === 'string') {
    const start = delimiter === '' ? from + 1 : text.indexOf(delimiter, from);
    return start === -1 || start >= text.length ? null : { start, end: start + delimiter.length };
  }
  delimiter.lastIndex = from;
  let match = delimiter.exec(text);
  // An empty match right at the start of a part would make an empty part without end.
  if (match !== null && match[0] === '' && match.index === from) {
    delimiter.lastIndex = from + 1;
    match = delimiter.exec(text);
  }
  if (match === null || (match[0] === '' && match.index >= text.length)) return null;
  return { start: match.index, end: match.index + match[0].length };
}

export const replaceFilters: FilterTable = [
  ['replace', valueFilter(['replace_pairs', 'regexp'], replace)],
  ['split', textFilter(['delimiter', 'limit'], split)],
];
