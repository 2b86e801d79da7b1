import { readJson } from '@headrace/json';
import type { Arguments } from '../arguments';
import { Failure } from '../error';
import type { Call } from '../frame';
import { runQuery } from '../jq';
import type { Json } from '../jq/syntax';
import type { MaybePromise } from '../maybe-promise';
import { jsonText } from '../value';
import { type FilterTable, valueFilter } from './filter';

/** A text is read as JSON, a blank one as null; any other value becomes what its JSON is. */
function jsonOf(input: unknown, call: Call): Json {
  const text = typeof input === 'string' ? input : jsonText(input, call.meter);
  call.meter.step(text.length >> 3);
  if (text.trim() === '') return null;
  const read = readJson(text);
  if (!read.ok) throw new Failure(`Unable to parse jq value: the text ${read.reason}.`);
  return read.value as Json;
}

function jq(input: unknown, args: Arguments, call: Call): MaybePromise<unknown> {
  if (args.value('expression') === null) throw new Failure('The argument [expression] is missing.');
  return runQuery(args.text('expression'), jsonOf(input, call), call.now(), call.meter);
}

export const jqFilters: FilterTable = [['jq', valueFilter(['expression'], jq)]];
