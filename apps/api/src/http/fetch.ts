import type { IncomingMessage, ServerResponse } from 'node:http';

/** The web-standard request of a Node request whose body was read. Its signal is aborted when the client goes away. */
export function toRequest(
  incoming: IncomingMessage,
  response: ServerResponse,
  body: Buffer<ArrayBuffer>,
): Request {
  const aborted = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) aborted.abort();
  });
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct))
    for (const value of values ?? []) headers.append(name, value);
  const method = incoming.method ?? 'GET';
  const hasBody = body.length > 0 && method !== 'GET' && method !== 'HEAD';
  return new Request(new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? 'localhost'}`), {
    method,
    headers,
    ...(hasBody && { body }),
    signal: aborted.signal,
  });
}

/** Sends a web-standard response; a stream as it comes and as the client reads, and it is cancelled when the client goes away. */
export async function sendResponse(answer: Response, response: ServerResponse): Promise<void> {
  response.writeHead(answer.status, [...answer.headers].flat());
  if (!answer.body) {
    response.end();
    return;
  }
  response.flushHeaders();
  const reader = answer.body.getReader();
  const cancel = () => void reader.cancel().catch(() => {});
  // A client that went away before will not say so again.
  if (response.destroyed) return cancel();
  response.once('close', cancel);
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      if (response.destroyed) return;
      if (!response.write(chunk.value)) await drained(response);
    }
    response.off('close', cancel);
    response.end();
  } catch (error) {
    // The status is on its way already: a broken connection is the only sign of failure left.
    response.destroy();
    throw error;
  }
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      response.off('drain', go);
      response.off('close', go);
      resolve();
    };
    response.once('drain', go);
    response.once('close', go);
  });
}
