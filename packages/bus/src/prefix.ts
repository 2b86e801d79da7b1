/** Leaves room in the 63 bytes of a Postgres channel name. */
const PREFIX = /^[A-Za-z0-9_.-]{1,48}$/;

/** The channel of one world. Throws on a prefix that a store cannot carry. */
export function channelOf(prefix: string): string {
  if (!PREFIX.test(prefix)) {
    throw new Error(`The bus prefix must be 1 to 48 letters, digits, "_", "." or "-", but got "${prefix}"`);
  }
  return `headrace.${prefix}`;
}
