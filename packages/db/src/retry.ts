/** SQLSTATEs after which the same statement may succeed: serialization failure, deadlock, and lost or refused connections. */
const TRANSIENT = /^(40001|40P01|55P03|57P01|57P02|57P03|08\w{3}|53300)$/;

/** Codes of sockets and messages of the `pg` client for a connection that is gone. */
const DISCONNECTED =
  /ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT|Connection terminated|connection timeout|timeout exceeded when trying to connect|Client has encountered a connection error/;

/** Whether trying again is right: the database said so, or it could not be reached. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return TRANSIENT.test(code) || DISCONNECTED.test(code) || DISCONNECTED.test(error.message);
}

export interface RetryOptions {
  /** Gives up, with the last error, after this long. */
  readonly limitMs: number;
  readonly signal?: AbortSignal;
  readonly onRetry?: (error: Error, waitMs: number) => void;
}

const FIRST_WAIT_MS = 20;
const LONGEST_WAIT_MS = 1_000;

/** Runs a piece of work that may be repeated, again and again with growing, jittered pauses while the trouble is transient. */
export async function withRetry<T>(work: () => Promise<T>, options: RetryOptions): Promise<T> {
  const startedAtMs = performance.now();
  for (let ceilingMs = FIRST_WAIT_MS; ; ceilingMs = Math.min(ceilingMs * 2, LONGEST_WAIT_MS)) {
    try {
      return await work();
    } catch (error) {
      const isOver = performance.now() - startedAtMs > options.limitMs || options.signal?.aborted;
      if (isOver || !isTransient(error)) throw error;
      const waitMs = ceilingMs * (0.5 + Math.random() / 2);
      options.onRetry?.(error as Error, waitMs);
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}
