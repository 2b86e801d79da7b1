import { InvalidKey } from './errors';

/** First segment under which a driver keeps files in the making; no key may begin with it. */
export const RESERVED_SEGMENT = '.headrace-unfinished';

const MOST_KEY_BYTES = 1_000;
const MOST_SEGMENT_BYTES = 255;

/**
 * The segments of a key. Throws InvalidKey for everything that is not a plain relative path: empty, absolute, `.` and `..`
 * segments, backslashes (a separator on other systems), NUL and other control characters, lone surrogates, too long.
 */
export function segmentsOf(key: string): readonly string[] {
  const refuse = (reason: string): never => {
    throw new InvalidKey(key, reason);
  };
  if (key === '') refuse('it is empty');
  if (key.startsWith('/')) refuse('it begins with "/"');
  if (key.includes('\\')) refuse('it contains a backslash');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(key)) refuse('it contains a control character');
  if (!key.isWellFormed()) refuse('it contains half a character');
  if (Buffer.byteLength(key) > MOST_KEY_BYTES) refuse(`it is longer than ${MOST_KEY_BYTES} bytes`);
  const segments = key.split('/');
  for (const segment of segments) {
    if (segment === '') refuse('it contains an empty segment');
    if (segment === '.' || segment === '..') refuse(`it contains the segment "${segment}"`);
    if (Buffer.byteLength(segment) > MOST_SEGMENT_BYTES)
      refuse(`a segment is longer than ${MOST_SEGMENT_BYTES} bytes`);
  }
  if (segments[0] === RESERVED_SEGMENT) refuse(`"${RESERVED_SEGMENT}" is reserved`);
  return segments;
}
