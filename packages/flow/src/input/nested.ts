import { isJsonMap, type JsonValue } from '../json';

/** Finds `a.b` under that name or as `b` in `a`. Undefined is not given; null is given as nothing. */
export function suppliedValue(supplied: Readonly<Record<string, unknown>>, id: string): unknown {
  if (Object.hasOwn(supplied, id)) return supplied[id];
  let value: unknown = supplied;
  for (const part of id.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}

/** Parts of an id never are `__proto__` (see `common.ts`), and only own values are looked at. */
export function putNested(values: Record<string, JsonValue>, id: string, value: JsonValue): void {
  const parts = id.split('.');
  const last = parts.pop() ?? id;
  let target = values;
  for (const part of parts) {
    const inner = Object.hasOwn(target, part) ? target[part] : undefined;
    // Every map in here was made below, and so may be written to
    if (isJsonMap(inner)) target = inner as Record<string, JsonValue>;
    else {
      const made: Record<string, JsonValue> = {};
      target[part] = made;
      target = made;
    }
  }
  target[last] = value;
}
