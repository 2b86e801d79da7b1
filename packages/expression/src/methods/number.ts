import { compareNumbers, comparable, decimal, isNumber, type NumberValue, toFloat, whole } from '../number';
import { Failure } from '../error';
import { describeKind } from '../value';
import { method, type MethodTable, plainMethod } from './method';

function truncated(value: NumberValue): number | bigint {
  const number = comparable(value);
  if (typeof number === 'bigint') return number;
  if (!Number.isFinite(number)) throw new Failure('The number is not finite.');
  return whole(BigInt(Math.trunc(number)));
}

/** Methods of a number: those of Java's Number that only read it. */
export const numberMethods: MethodTable<NumberValue> = [
  plainMethod('intValue', truncated),
  plainMethod('longValue', truncated),
  plainMethod('doubleValue', (value) => decimal(toFloat(value))),
  method('compareTo', [1, 1], (value, [other]) => {
    if (!isNumber(other)) throw new Failure(`The argument 1 must be a number, not ${describeKind(other)}.`);
    return compareNumbers(value, other);
  }),
];
