import type { IncomingMessage, ServerResponse } from 'node:http';

/** Largest body of any request. */
export const MAX_BODY_BYTES = 10 * 1024 * 1024;
/** After refusing a body the rest is thrown away for so long, so that a client which still sends gets to read the answer. */
const DRAIN_MS = 2_000;

export type Body =
  | { readonly kind: 'read'; readonly bytes: Buffer<ArrayBuffer> }
  | { readonly kind: 'tooLarge' }
  | { readonly kind: 'tooSlow' }
  | { readonly kind: 'aborted' };

export interface BodyTimes {
  /** Between two pieces. */
  readonly idleMs: number;
  readonly wholeMs: number;
}

/** Ten megabytes through a slow line take less. */
const TIMES: BodyTimes = { idleMs: 10_000, wholeMs: 120_000 };

/**
 * Reads a body as far as it is allowed to go. What announces itself as too large is not read at all; what comes in drops, or does not
 * come, is given up.
 */
export async function readBody(request: IncomingMessage, { idleMs, wholeMs } = TIMES): Promise<Body> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return { kind: 'tooLarge' };
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const settle = (body: Body) => {
      clearTimeout(idle);
      clearTimeout(whole);
      request.removeAllListeners('data');
      resolve(body);
    };
    const giveUp = () => {
      request.pause();
      settle({ kind: 'tooSlow' });
    };
    const idle = setTimeout(giveUp, idleMs);
    const whole = setTimeout(giveUp, wholeMs);
    request.on('data', (chunk: Buffer) => {
      idle.refresh();
      length += chunk.length;
      chunks.push(chunk);
      if (length > MAX_BODY_BYTES) {
        request.pause();
        settle({ kind: 'tooLarge' });
      }
    });
    request.once('end', () => settle({ kind: 'read', bytes: Buffer.concat(chunks) as Buffer<ArrayBuffer> }));
    request.once('close', () => settle({ kind: 'aborted' }));
    request.once('error', () => settle({ kind: 'aborted' }));
  });
}

/** The sentence about a body that comes in drops. */
export const TOO_SLOW = 'Request Timeout: the body did not come in time';

/** Answers 413 and closes the connection. */
export function refuseBody(request: IncomingMessage, response: ServerResponse, path: string): void {
  const message = `Payload Too Large: a body may have at most ${MAX_BODY_BYTES} bytes`;
  refuse(request, response, 413, { message, _links: { self: [{ href: path, templated: false }] } });
}

/** Answers with an error before the body was read to its end, and closes the connection if there is more of it. */
export function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  error: object,
): void {
  const body = JSON.stringify(error);
  const isRead = request.readableEnded;
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    ...(!isRead && { Connection: 'close' }),
  });
  if (isRead) {
    response.end(body);
    return;
  }
  const { socket } = request;
  // The answer goes out now; closing waits, because a reset would reach the client before it has read it.
  response.write(body);
  request.on('error', () => {});
  request.resume();
  const finish = () => {
    clearTimeout(timer);
    response.end();
  };
  const timer = setTimeout(() => {
    finish();
    socket.destroySoon();
  }, DRAIN_MS);
  request.once('end', finish);
  request.once('close', finish);
}
