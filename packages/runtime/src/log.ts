import type { Logger } from 'pino';

/** The process's own log (not the log of executions). */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** For tests and tools that do not want to hear anything. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };
