/** How much one attempt may log. */
export interface LogLimits {
  /** Lines that are stored of an attempt, and bytes of UTF-8 in them; what comes after these is dropped. */
  readonly lines: number;
  readonly bytes: number;
  /** Bytes of one line; what is longer is cut. */
  readonly lineBytes: number;
  /** Bytes that wait in memory for the store; what comes while there are as many is dropped. */
  readonly waitingBytes: number;
}

export const LOG_LIMITS: LogLimits = {
  lines: 100_000,
  bytes: 64 * 1024 * 1024,
  lineBytes: 256 * 1024,
  waitingBytes: 8 * 1024 * 1024,
};

/** A message of at most so many bytes of UTF-8: its beginning, and how many bytes were cut off. */
export function cutLine(message: string, maxBytes: number): string {
  // No character takes more than three bytes for each of its units.
  if (message.length * 3 <= maxBytes) return message;
  const bytes = Buffer.byteLength(message);
  if (bytes <= maxBytes) return message;
  // Room for the sign is made for the largest number there can be, so that it need not be known before the cut.
  const room = new Uint8Array(Math.max(0, maxBytes - Buffer.byteLength(cutSign(bytes))));
  const { read, written } = new TextEncoder().encodeInto(message, room);
  return message.slice(0, read) + cutSign(bytes - written);
}

function cutSign(bytes: number): string {
  return `… (${bytes} more bytes were cut off)`;
}
