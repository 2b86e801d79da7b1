import { Socket } from 'node:net';
import type pg from 'pg';

/** A connection gave no sign of life while a statement waited for its answer: it may have been executed, or not. */
export class SilentConnectionError extends Error {
  override readonly name = 'SilentConnectionError';
  readonly code = 'ETIMEDOUT';

  constructor(limitMs: number) {
    super(`The database was silent for ${limitMs} ms.`);
  }
}

/** pg says by it whether a query is under way; it is not in its types. */
type Ready = { readonly readyForQuery?: boolean };

/**
 * Destroys a connection that is silent for so long while somebody waits for it, so that all its queries fail and no pool keeps it.
 * pg's own `query_timeout` leaves the connection to whoever holds it, who may give it back as a good one, with the statement and
 * its transaction still under way; and it fails queries that were answered while our own event loop was busy.
 */
export function watchSilence(client: pg.Client & Ready, limitMs: number): void {
  const { stream } = client.connection;
  if (!(stream instanceof Socket)) return;
  stream.setTimeout(limitMs);
  stream.on('timeout', () => {
    const isAnswerDue = client.readyForQuery === false;
    // The goodbye to a server that does not answer it would keep the process up.
    const isGoodbyeDue = stream.writableLength > 0 || stream.writableEnded;
    if (!isAnswerDue && !isGoodbyeDue) return;
    const heard = stream.bytesRead;
    // What arrived while the loop was busy is read before the immediate.
    setImmediate(() => {
      if (stream.bytesRead === heard)
        stream.destroy(isAnswerDue ? new SilentConnectionError(limitMs) : undefined);
    });
  });
}
