import type { Arguments } from '../arguments';
import { Failure } from '../error';
import type { Call } from '../frame';
import { isEmpty } from '../tests';
import { entriesOf, isList, isMap, jsonText, keysOf, setOwn } from '../value';
import { anyFilter, asMap, type FilterTable, valueFilter, wrongInput } from './filter';

function length(input: unknown): number {
  if (typeof input === 'string' || isList(input)) return input.length;
  return isMap(input) ? keysOf(input).length : 0;
}

function first(input: unknown): unknown {
  if (isList(input)) return input[0] ?? null;
  return endOfText(input, 0);
}

function last(input: unknown): unknown {
  if (isList(input)) return input.at(-1) ?? null;
  return endOfText(input, -1);
}

function endOfText(input: unknown, index: 0 | -1): string {
  if (typeof input !== 'string') throw wrongInput('a list or a text', input);
  const character = input.at(index);
  if (character === undefined) throw new Failure('The text is empty.');
  return character;
}

function keys(input: unknown, call: Call): unknown[] {
  if (isList(input)) {
    call.meter.step(input.length);
    return input.map((_item, index) => index);
  }
  if (!isMap(input)) throw wrongInput('a map or a list', input);
  const names = keysOf(input);
  call.meter.step(names.length);
  return names;
}

function values(input: unknown, call: Call): unknown[] {
  const entries = entriesOf(asMap(input));
  call.meter.step(entries.length);
  return entries.map(([, value]) => value);
}

function slice(input: unknown, args: Arguments, call: Call): unknown {
  if (typeof input !== 'string' && !isList(input)) throw wrongInput('a list or a text', input);
  const from = args.wholeOr('fromIndex', 0);
  const to = args.wholeOr('toIndex', input.length);
  if (from < 0) throw new Failure(`The argument [fromIndex] must not be negative.`);
  if (to > input.length) throw new Failure(`The argument [toIndex] must not be larger than ${input.length}.`);
  if (to <= from && !(to === from && args.value('toIndex') === null)) {
    throw new Failure('The argument [toIndex] must be larger than [fromIndex].');
  }
  if (isList(input)) call.meter.step(to - from);
  return input.slice(from, to);
}

function merge(input: unknown, args: Arguments, call: Call): unknown {
  const items = args.value('items');
  if (input === null && items === null) throw new Failure('There is nothing to merge: both sides are null.');
  if (input === null) return items;
  if (items === null) return input;
  if (isList(input)) {
    const added = isList(items) ? items : [items];
    call.meter.step(input.length + added.length);
    return [...input, ...added];
  }
  const result: Record<string, unknown> = {};
  const left = entriesOf(asMap(input));
  const right = isList(items)
    ? items.map((item): [string, unknown] => [
        typeof item === 'string' ? item : jsonText(item, call.meter),
        item,
      ])
    : entriesOf(asMap(items));
  call.meter.step(left.length + right.length);
  for (const [key, value] of [...left, ...right]) setOwn(result, key, value);
  return result;
}

const toJson = anyFilter([], (input, _args, call) => jsonText(input, call.meter));

export const collectionFilters: FilterTable = [
  [
    'default',
    {
      parameters: ['default'],
      acceptsMissing: true,
      apply: (input, args) => (isEmpty(input) ? args.value('default') : input),
    },
  ],
  ['length', anyFilter([], (input) => length(input))],
  ['first', valueFilter([], first)],
  ['last', valueFilter([], last)],
  ['keys', valueFilter([], (input, _args, call) => keys(input, call))],
  ['values', valueFilter([], (input, _args, call) => values(input, call))],
  ['slice', valueFilter(['fromIndex', 'toIndex'], slice)],
  ['merge', anyFilter(['items'], merge)],
  ['toJson', toJson],
  ['json', toJson],
];
