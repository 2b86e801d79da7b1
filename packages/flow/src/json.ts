/** A value that JSON can carry: what YAML gives us, what inputs and outputs hold. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
