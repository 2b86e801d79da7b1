import { keyText } from '../access';
import type { Call } from '../frame';
import { entriesOf, equal, keysOf, type MapValue, valueOf } from '../value';
import { method, type MethodTable, plainMethod } from './method';

function found(map: MapValue, key: unknown): unknown {
  const text = keyText(key);
  return text === null ? undefined : valueOf(map, text);
}

function entries(map: MapValue, { meter }: Call): readonly [string, unknown][] {
  const all = entriesOf(map);
  meter.step(all.length);
  return all;
}

function sizeOf(map: MapValue, { meter }: Call): number {
  const { length } = keysOf(map);
  meter.step(length);
  return length;
}

/** Methods of a map: those of Java's Map that only read it. */
export const mapMethods: MethodTable<MapValue> = [
  plainMethod('size', sizeOf),
  plainMethod('isEmpty', (map, call) => sizeOf(map, call) === 0),
  plainMethod('keySet', (map, call) => entries(map, call).map(([key]) => key)),
  plainMethod('values', (map, call) => entries(map, call).map(([, value]) => value)),
  plainMethod('entrySet', (map, call) => entries(map, call).map(([key, value]) => ({ key, value }))),
  method('get', [1, 1], (map, [key]) => found(map, key) ?? null),
  method('getOrDefault', [2, 2], (map, [key, fallback]) => {
    const value = found(map, key);
    return value === undefined ? fallback : value;
  }),
  method('containsKey', [1, 1], (map, [key]) => found(map, key) !== undefined),
  method('containsValue', [1, 1], (map, [wanted], call) =>
    entries(map, call).some(([, value]) => equal(value, wanted, call.meter)),
  ),
];
