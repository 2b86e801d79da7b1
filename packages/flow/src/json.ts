/** A value that JSON can carry: what YAML gives us, what inputs and outputs hold. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

export type JsonMap = Readonly<Record<string, JsonValue>>;

/** Whether a value is a map: `Array.isArray` does not tell read-only lists from maps to the type checker. */
export function isJsonMap(value: JsonValue | undefined): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
