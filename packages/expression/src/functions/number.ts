import { Failure } from '../error';
import type { Call } from '../frame';
import { compareNumbers, isNumber } from '../number';
import { range } from '../operators';
import { describeKind } from '../value';
import type { FunctionTable } from '.';

/** The value that wins every comparison; a null neither wins nor loses. */
function best(values: readonly unknown[], wins: (order: number) => boolean, call: Call): unknown {
  call.meter.step(values.length);
  let found: unknown = values[0] ?? null;
  for (const value of values) {
    if (value !== null && !isNumber(value))
      throw new Failure(`Expected numbers, got ${describeKind(value)}.`);
    if (isNumber(value) && isNumber(found) && wins(compareNumbers(value, found))) found = value;
  }
  return found;
}

export const numberFunctions: FunctionTable = [
  ['max', { kind: 'variadic', apply: (values, call) => best(values, (order) => order > 0, call) }],
  ['min', { kind: 'variadic', apply: (values, call) => best(values, (order) => order < 0, call) }],
  [
    'range',
    {
      kind: 'fixed',
      parameters: ['start', 'end', 'increment'],
      apply: (args, call) =>
        range(args.required('start'), args.required('end'), args.wholeOr('increment', 1), call.meter),
    },
  ],
];
