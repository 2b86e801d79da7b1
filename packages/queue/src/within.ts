/** Something took longer than it may. */
export class Overdue extends Error {}

/**
 * Waits for a promise, but not longer than `timeoutMs`; then rejects with an
 * Overdue that names `what` took too long. The
 * promise itself goes on unheeded: a late rejection is swallowed.
 */
export async function within<T>(promise: Promise<T>, timeoutMs: number, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const expiry = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Overdue(`${what} took longer than ${timeoutMs} ms`)), timeoutMs);
  });
  promise.catch(() => undefined);
  try {
    return await Promise.race([promise, expiry]);
  } finally {
    clearTimeout(timer);
  }
}

/** Anything thrown, as an Error. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

interface Closable {
  close(force?: boolean): Promise<void>;
  disconnect(): Promise<void>;
}

/** Closes a connection; when its store does not answer in time, cuts it off and waits no more. Never rejects. */
export async function closeBounded(connection: Closable, timeoutMs: number): Promise<void> {
  try {
    await within(connection.close(true), timeoutMs, 'Closing');
  } catch {
    await within(connection.disconnect(), timeoutMs, 'Disconnecting').catch(() => undefined);
  }
}
