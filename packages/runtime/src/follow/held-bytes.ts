const REFERENCE = 8;
const OBJECT = 24;

/** About how many bytes a row or a JSON value takes in memory, rather too many than too few. */
export function heldBytes(value: unknown): number {
  if (typeof value === 'string') return OBJECT + 2 * value.length;
  if (typeof value !== 'object' || value === null) return REFERENCE;
  let bytes = OBJECT;
  // Names are not counted: objects of one shape share them.
  for (const part of Array.isArray(value) ? value : Object.values(value))
    bytes += REFERENCE + heldBytes(part);
  return bytes;
}
