import { Failure } from '../error';
import type { Call } from '../frame';
import { equal } from '../value';
import { method, type MethodTable, placeAt, plainMethod } from './method';

function end(list: readonly unknown[], index: 0 | -1): unknown {
  if (list.length === 0) throw new Failure('The list is empty.');
  return list.at(index) ?? null;
}

function part(list: readonly unknown[], args: readonly unknown[], { meter }: Call): unknown {
  const from = placeAt(args, 0, list.length);
  const to = placeAt(args, 1, list.length);
  if (to < from) throw new Failure('The end of a part must not be before its start.');
  meter.step(to - from);
  return list.slice(from, to);
}

/** Methods of a list: those of Java's List that only read it. */
export const listMethods: MethodTable<readonly unknown[]> = [
  plainMethod('size', (list) => list.length),
  plainMethod('isEmpty', (list) => list.length === 0),
  plainMethod('getFirst', (list) => end(list, 0)),
  plainMethod('getLast', (list) => end(list, -1)),
  plainMethod('reversed', (list, { meter }) => {
    meter.step(list.length);
    return list.toReversed();
  }),
  method('get', [1, 1], (list, args) => list[placeAt(args, 0, list.length - 1)] ?? null),
  method('contains', [1, 1], (list, [wanted], { meter }) => list.some((item) => equal(item, wanted, meter))),
  method('indexOf', [1, 1], (list, [wanted], { meter }) =>
    list.findIndex((item) => equal(item, wanted, meter)),
  ),
  method('lastIndexOf', [1, 1], (list, [wanted], { meter }) =>
    list.findLastIndex((item) => equal(item, wanted, meter)),
  ),
  method('subList', [2, 2], part),
];
