import pino, { type Logger } from 'pino';

/** The process's own log (not the log of executions). Errors go under `error`. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

/** For tests and tools that do not want to hear anything. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** One JSON line a message on standard output. `level` is a level of pino. */
export function createLog(name: string, level: string): Log {
  return pino({ name, level, errorKey: 'error', serializers: { error: essence, err: essence } });
}

/** What helps to understand an error. Not its other fields: those of `pg` hold the whole client with its settings. */
function essence(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack } = error;
  const code = 'code' in error ? error.code : undefined;
  const where = 'where' in error ? error.where : undefined;
  const reasons = error instanceof AggregateError ? error.errors.map(essence) : undefined;
  const cause = error.cause === undefined ? undefined : essence(error.cause);
  return { name, message, code, where, stack, reasons, cause };
}
