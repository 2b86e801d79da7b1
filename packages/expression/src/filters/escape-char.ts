import type { Arguments } from '../arguments';
import type { Meter } from '../budget';
import { Failure } from '../error';
import type { Call } from '../frame';
import { entriesOf, isList, isMap, printedText, setOwn } from '../value';
import { type FilterTable, valueFilter } from './filter';

const ESCAPES: ReadonlyMap<string, readonly [character: string, escaped: string]> = new Map([
  ['single', ["'", "\\'"]],
  ['double', ['"', '\\"']],
  ['shell', ["'", "'\\''"]],
]);

function escapeInside(value: unknown, character: string, escaped: string, meter: Meter): unknown {
  meter.step();
  if (value === null) return null;
  if (isList(value)) {
    meter.enter();
    const items = value.map((item) => escapeInside(item, character, escaped, meter));
    meter.leave();
    return items;
  }
  if (isMap(value)) {
    meter.enter();
    const result: Record<string, unknown> = {};
    for (const [key, item] of entriesOf(value)) {
      setOwn(result, key, escapeInside(item, character, escaped, meter));
    }
    meter.leave();
    return result;
  }
  const text = printedText(value, meter).replaceAll(character, () => escaped);
  meter.text(text.length);
  return text;
}

function escapeChar(input: unknown, args: Arguments, call: Call): unknown {
  const escape = ESCAPES.get(args.text('type').toLowerCase());
  if (escape === undefined) throw new Failure('The argument [type] must be single, double or shell.');
  return escapeInside(input, escape[0], escape[1], call.meter);
}

export const escapeCharFilters: FilterTable = [['escapeChar', valueFilter(['type'], escapeChar)]];
