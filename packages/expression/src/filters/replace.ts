import type { Arguments } from '../arguments';
import type { Meter } from '../budget';
import { Failure } from '../error';
import type { Call } from '../frame';
import { javaText } from '../java-text';
import { chain, collect, type MaybePromise } from '../maybe-promise';
import { type Pattern, patternOf } from '../pattern';
import { entriesOf, isList, isMap, printedText, setOwn } from '../value';
import { type FilterTable, valueFilter } from './filter';
import { replaced, replacementOf } from './replacement';

type Replacement = (text: string) => string;

/** Every place where `from` stands gets `to`. */
export function replacedLiterally(text: string, from: string, to: string, meter: Meter): string {
  const pieces = text.split(from);
  meter.step(pieces.length);
  meter.text(text.length + (pieces.length - 1) * (to.length - from.length));
  return pieces.join(to);
}

/** Replaces every match of a pattern. */
export function patternReplacement(pattern: Pattern, to: string, meter: Meter): Replacement {
  const pieces = replacementOf(to, pattern);
  return (text) => {
    let result = '';
    let at = 0;
    for (const match of pattern.matches(text, meter)) {
      result += text.slice(at, match.start) + replaced(pieces, match);
      if (result.length > meter.budget.outputCharacters) meter.text(result.length);
      at = match.end;
    }
    meter.text(result.length + text.length - at);
    return result + text.slice(at);
  };
}

/** What is neither a list nor a map becomes a text; a null stays. */
function replaceInside(value: unknown, replacements: readonly Replacement[], meter: Meter): unknown {
  meter.step();
  if (value === null || value === undefined) return null;
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
  return replacements.reduce((text, replace) => replace(text), javaText(value, meter));
}

function replace(input: unknown, args: Arguments, call: Call): MaybePromise<unknown> {
  const { meter } = call;
  const isPattern = args.booleanOr('regexp', false);
  const pairs = entriesOf(args.map('replace_pairs'));
  const replacements = collect(pairs.length, (index): MaybePromise<Replacement> => {
    const [from, target] = pairs[index] ?? ['', ''];
    const to = printedText(target, meter);
    if (!isPattern) return (text) => replacedLiterally(text, from, to, meter);
    return chain(patternOf(from, meter), (pattern) => patternReplacement(pattern, to, meter));
  });
  return chain(replacements, (all) => replaceInside(input, all, meter));
}

function regexArgument(args: Arguments, name: string, call: Call): string {
  const value = args.value(name);
  if (value === null) throw new Failure(`The argument '${name}' is required.`);
  return printedText(value, call.meter);
}

function withPattern<T>(
  args: Arguments,
  call: Call,
  work: (pattern: Pattern) => MaybePromise<T>,
): MaybePromise<T> {
  return chain(patternOf(regexArgument(args, 'regex', call), call.meter), work);
}

function regexExtract(input: unknown, args: Arguments, call: Call): MaybePromise<unknown> {
  const text = javaText(input, call.meter);
  const group = args.wholeOr('group', 0);
  return withPattern(args, call, (pattern) => {
    const match = pattern.find(text, call.meter);
    if (match === null) return null;
    if (group < 0 || group >= match.groups.length) throw new Failure(`No group ${group}`);
    return match.groups[group] ?? null;
  });
}

function regexReplace(input: unknown, args: Arguments, call: Call): MaybePromise<unknown> {
  const text = javaText(input, call.meter);
  return withPattern(args, call, (pattern) =>
    patternReplacement(pattern, regexArgument(args, 'replacement', call), call.meter)(text),
  );
}

export const replaceFilters: FilterTable = [
  ['replace', valueFilter(['replace_pairs', 'regexp'], replace)],
  [
    'regexMatch',
    {
      parameters: ['regex'],
      acceptsMissing: false,
      apply: (input, args, call) => {
        if (input === null) return false;
        const text = javaText(input, call.meter);
        return withPattern(args, call, (pattern) => pattern.find(text, call.meter) !== null);
      },
    },
  ],
  ['regexExtract', valueFilter(['regex', 'group'], regexExtract)],
  ['regexReplace', valueFilter(['regex', 'replacement'], regexReplace)],
];
