import type pg from 'pg';

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

/** What `headrace_store_lines` reads. */
export function storedLine({ at, level, message }: LogLine): [Date, number, string] {
  return [at, LOG_LEVELS.indexOf(level), storedMessage(message)];
}

export interface LogAppend {
  readonly attemptId: string;
  readonly lease: string;
  /** Number of the first of these lines in the attempt, from 1. */
  readonly firstLine: number;
  readonly lines: readonly LogLine[];
}

/**
 * Appends lines of an attempt. Repeating a call stores nothing twice.
 * Answers the position of the last line in the execution's log, or null when the lease is not held any more.
 */
export async function appendLog(
  pool: pg.Pool,
  { attemptId, lease, firstLine, lines }: LogAppend,
): Promise<number | null> {
  const { rows } = await pool.query<{ position: number | null }>({
    name: 'headrace_append_log',
    text: 'SELECT headrace_append_log($1, $2, $3, $4::jsonb) AS position',
    values: [attemptId, lease, firstLine, JSON.stringify(lines.map(storedLine))],
  });
  return rows[0]?.position ?? null;
}
