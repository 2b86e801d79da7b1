import type { Arguments } from '../arguments';
import { Failure } from '../error';
import type { Call } from '../frame';
import { describeKind } from '../value';
import type { FunctionTable } from '.';

const PLACE_IN_TEXT = /position (\d+)/;

function fromJson(args: Arguments, call: Call): unknown {
  if (!args.has('json')) throw new Failure('The argument [json] is missing.');
  const text = args.value('json');
  if (text === null) return null;
  if (typeof text !== 'string')
    throw new Failure(`Invalid json: expected a text, got ${describeKind(text)}.`);
  call.meter.text(text.length);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    // The message of the parser quotes the text, which may hold a secret: only the place is told.
    const place = error instanceof Error ? PLACE_IN_TEXT.exec(error.message) : null;
    throw new Failure(
      `Invalid json: ${place === null ? 'the text cannot be parsed' : `error at character ${place[1]}`}.`,
    );
  }
}

const fromJsonFunction = { kind: 'fixed', parameters: ['json'], apply: fromJson } as const;

export const jsonFunctions: FunctionTable = [
  ['fromJson', fromJsonFunction],
  ['json', fromJsonFunction],
];
