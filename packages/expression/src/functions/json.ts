import { readJson } from '@headrace/json';
import type { Arguments } from '../arguments';
import { Failure } from '../error';
import type { Call } from '../frame';
import { describeKind } from '../value';
import type { FunctionTable } from '.';

function fromJson(args: Arguments, call: Call): unknown {
  if (!args.has('json')) throw new Failure('The argument [json] is missing.');
  const text = args.value('json');
  if (text === null) return null;
  if (typeof text !== 'string')
    throw new Failure(`Invalid json: expected a text, got ${describeKind(text)}.`);
  call.meter.text(text.length);
  const read = readJson(text);
  if (read.ok) return read.value;
  const place = read.position === undefined ? '' : ` (at character ${read.position})`;
  throw new Failure(`Invalid json: the text ${read.reason}${place}.`);
}

const fromJsonFunction = { kind: 'fixed', parameters: ['json'], apply: fromJson } as const;

export const jsonFunctions: FunctionTable = [
  ['fromJson', fromJsonFunction],
  ['json', fromJsonFunction],
];
