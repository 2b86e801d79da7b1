export const LOG_LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

/** A line as a task wrote it. Its number is its place in the attempt. */
export interface LogLine {
  readonly at: Date;
  readonly level: LogLevel;
  readonly message: string;
}

/**
 * A message as it can be stored. PostgreSQL's text has no NUL, and JSON no lone surrogates: both are shown by a visible sign
 * instead, because a message that cannot be stored would hold up all behind it.
 */
export function storedMessage(message: string): string {
  return message.toWellFormed().replaceAll('\u0000', '\u2400');
}

/** Characters of a failure's text at most: it stands in the attempt, in an event and in the log, and travels with each of them. */
export const LONGEST_MESSAGE = 10_000;

/** The text of a failure as it is kept: its beginning, and how many characters were cut off. */
export function shortened(message: string): string {
  if (message.length <= LONGEST_MESSAGE) return message;
  // Room for the sign is made for the largest number there can be, so that it need not be known before the cut.
  const kept = upTo(message, LONGEST_MESSAGE - cutSign(message.length).length);
  return kept + cutSign(message.length - kept.length);
}

function cutSign(characters: number): string {
  return `… (${characters} more characters were cut off)`;
}

/** The first `length` characters, or one less where the last would be half of a pair. */
function upTo(text: string, length: number): string {
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length);
}

/** A line as the journal's functions read it. */
export function storedLine({ at, level, message }: LogLine): [Date, number, string] {
  return [at, LOG_LEVELS.indexOf(level), storedMessage(message)];
}
