import type { IncomingMessage, ServerResponse } from 'node:http';
import { Answer } from './answer';
import { LazyRequest } from './lazy-request';

/** The web-standard request of a Node request whose body was read. Its signal is aborted when the client goes away. */
export function toRequest(
  incoming: IncomingMessage,
  response: ServerResponse,
  body: Buffer<ArrayBuffer>,
): LazyRequest {
  return new LazyRequest(incoming, response, body);
}

/** Sends a web-standard response; a stream as it comes and as the client reads, and it is cancelled when the client goes away. */
export async function sendResponse(answer: Response | Answer, response: ServerResponse): Promise<void> {
  if (answer instanceof Answer) {
    response.writeHead(answer.status, [...answer.headers]);
    response.end(answer.body);
    return;
  }
  response.writeHead(answer.status, [...answer.headers].flat());
  if (!answer.body) {
    response.end();
    return;
  }
  const reader = answer.body.getReader();
  const cancel = () => void reader.cancel().catch(() => {});
  // A client that went away before will not say so again.
  if (response.destroyed) return cancel();
  response.once('close', cancel);
  // The head goes out together with a body that is there already, and alone where the body takes its time.
  const alone = setImmediate(() => response.flushHeaders());
  try {
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      clearImmediate(alone);
      if (response.destroyed) return;
      if (!response.write(chunk.value)) await drained(response);
    }
    response.off('close', cancel);
    response.end();
  } catch (error) {
    // The status is on its way already: a broken connection is the only sign of failure left.
    response.destroy();
    throw error;
  } finally {
    clearImmediate(alone);
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
