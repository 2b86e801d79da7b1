import type { Arguments } from '../arguments';
import type { Meter } from '../budget';
import { Failure } from '../error';
import type { Call } from '../frame';
import { compareNumbers, isNumber } from '../number';
import { javaText } from '../java-text';
import { describeKind, isList, jsonText, kindOf } from '../value';
import { type FilterTable, listFilter } from './filter';

function join(list: readonly unknown[], args: Arguments, call: Call): string {
  const separator = args.textOr('separator', '');
  let result = '';
  for (const [index, item] of list.entries()) {
    result += `${index === 0 ? '' : separator}${javaText(item, call.meter)}`;
    if (result.length > call.meter.budget.outputCharacters) call.meter.text(result.length);
  }
  call.meter.text(result.length);
  return result;
}

function compare(left: unknown, right: unknown): number {
  if (isNumber(left) && isNumber(right)) return compareNumbers(left, right);
  const bothTexts = typeof left === 'string' && typeof right === 'string';
  const bothBooleans = typeof left === 'boolean' && typeof right === 'boolean';
  if (!bothTexts && !bothBooleans) {
    throw new Failure(`Cannot compare ${describeKind(left)} with ${describeKind(right)}.`);
  }
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function sorted(list: readonly unknown[], meter: Meter): unknown[] {
  // A lone value is never compared, yet a map is not sortable.
  const [first] = list;
  if (list.length === 1) compare(first, first);
  return list.toSorted((left, right) => {
    meter.step();
    return compare(left, right);
  });
}

function distinct(list: readonly unknown[], meter: Meter): unknown[] {
  const seen = new Map<string, unknown>();
  for (const item of list) {
    const key = `${kindOf(item)}:${jsonText(item, meter)}`;
    if (!seen.has(key)) seen.set(key, item);
  }
  return [...seen.values()];
}

function flatten(list: readonly unknown[], meter: Meter): unknown[] {
  const result: unknown[] = [];
  for (const item of list) {
    if (!isList(item)) {
      result.push(item);
      continue;
    }
    meter.step(item.length);
    for (const inner of item) result.push(inner);
  }
  return result;
}

function chunk(list: readonly unknown[], args: Arguments): unknown[] {
  args.required('size');
  const size = args.wholeOr('size', 1);
  if (size < 1) throw new Failure('The argument [size] must be at least 1.');
  const chunks: unknown[] = [];
  for (let at = 0; at < list.length; at += size) chunks.push(list.slice(at, at + size));
  return chunks;
}

export const listFilters: FilterTable = [
  ['chunk', listFilter(['size'], chunk)],
  ['join', listFilter(['separator'], join)],
  ['sort', listFilter([], (list, _args, call) => sorted(list, call.meter))],
  ['rsort', listFilter([], (list, _args, call) => sorted(list, call.meter).reverse())],
  ['reverse', listFilter([], (list) => list.toReversed())],
  ['flatten', listFilter([], (list, _args, call) => flatten(list, call.meter))],
  ['distinct', listFilter([], (list, _args, call) => distinct(list, call.meter))],
];
