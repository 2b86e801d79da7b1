import { comparable, isDecimal, isNumber } from './number';
import { kindOf } from './value';

const INTEGER_LIMIT = 2 ** 31;

/** The name of the class that Kestra has for such a value. */
export function javaClass(value: unknown): string {
  if (isNumber(value)) {
    if (isDecimal(value)) return 'java.lang.Double';
    if (typeof value === 'bigint' && BigInt.asIntN(64, value) !== value) return 'java.math.BigInteger';
    const size = comparable(value);
    return size >= -INTEGER_LIMIT && size < INTEGER_LIMIT ? 'java.lang.Integer' : 'java.lang.Long';
  }
  switch (kindOf(value)) {
    case 'null':
      return 'null';
    case 'boolean':
      return 'java.lang.Boolean';
    case 'text':
      return 'java.lang.String';
    case 'list':
      return 'java.util.ArrayList';
    case 'map':
      return 'java.util.LinkedHashMap';
    case 'date':
      return 'java.time.Instant';
    case 'number':
    case 'other':
      return 'java.lang.Object';
  }
}
