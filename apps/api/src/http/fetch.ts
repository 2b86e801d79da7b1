import type { ServerResponse } from 'node:http';
import { Answer } from './answer';
import { type Encoding, isPackable, MIN_PACKED_BYTES, pack, packStream } from './compress';

/** A body up to here is packed as a whole, a larger one as it comes. */
const MAX_WHOLE_BYTES = 1024 * 1024;

/**
 * Sends a web-standard response; a stream as it comes and as the client reads, and it is cancelled when the client goes away. Texts
 * are packed where the client wants them so (`encoding`) and they are large enough.
 */
export async function sendResponse(
  answer: Response | Answer,
  response: ServerResponse,
  encoding?: Encoding,
): Promise<void> {
  if (answer instanceof Answer) return sendAnswer(answer, response, encoding);
  const headers = new Headers(answer.headers);
  const isText = answer.body !== null && isPackable(headers);
  if (isText) headers.append('vary', 'Accept-Encoding');
  const head = () => response.writeHead(answer.status, [...headers].flat());
  if (!answer.body) {
    head();
    response.end();
    return;
  }
  const reader = answer.body.getReader();
  const cancel = () => void reader.cancel().catch(() => {});
  // A client that went away before will not say so again.
  if (response.destroyed) return cancel();
  response.once('close', cancel);
  try {
    if (isText && encoding) await sendPacked(reader, { response, headers, head, encoding });
    else await sendPieces(piecesOf(reader), { response, head });
    response.off('close', cancel);
  } catch (error) {
    cancel();
    // The status is on its way already: a broken connection is the only sign of failure left.
    response.destroy();
    throw error;
  }
}

async function sendAnswer(
  { status, headers, body }: Answer,
  response: ServerResponse,
  encoding: Encoding | undefined,
): Promise<void> {
  if (!encoding || body.length < MIN_PACKED_BYTES) {
    response.writeHead(status, [...headers, 'vary', 'Accept-Encoding']);
    response.end(body);
    return;
  }
  const packed = await pack(Buffer.from(body), encoding);
  const kept = headers.filter((_, index) => headers[index - (index % 2)] !== 'content-length');
  const about = [
    'vary',
    'Accept-Encoding',
    'content-encoding',
    encoding,
    'content-length',
    `${packed.length}`,
  ];
  response.writeHead(status, [...kept, ...about]);
  response.end(packed);
}

type Reader = ReadableStreamDefaultReader<Uint8Array>;

interface Sending {
  readonly response: ServerResponse;
  /** Writes status and headers. */
  head(): void;
}

interface PackedSending extends Sending {
  readonly headers: Headers;
  readonly encoding: Encoding;
}

/** What is finished is packed as a whole, whose size is known then; what comes in pieces is packed piece by piece. */
async function sendPacked(reader: Reader, sending: PackedSending): Promise<void> {
  const { response, headers, head, encoding } = sending;
  const first: Uint8Array[] = [];
  let length = 0;
  let isWhole = false;
  const isJson = /json/i.test(headers.get('content-type') ?? '');
  while (!isWhole && length <= MAX_WHOLE_BYTES) {
    const { done, value } = await reader.read();
    isWhole = done;
    if (value) {
      first.push(value);
      length += value.length;
    }
    // JSON is of no use before its end. A text that is made line by line must not wait for its next line.
    if (!isJson && value) break;
  }
  if (isWhole && length < MIN_PACKED_BYTES) {
    head();
    response.end(Buffer.concat(first));
    return;
  }
  headers.delete('content-length');
  if (isWhole) {
    const packed = await pack(Buffer.concat(first), encoding);
    headers.set('content-encoding', encoding);
    headers.set('content-length', `${packed.length}`);
    head();
    response.end(packed);
    return;
  }
  headers.set('content-encoding', 'gzip');
  await sendPieces(packStream(piecesOf(reader, first)), { response, head });
}

async function* piecesOf(
  reader: Reader,
  first: readonly Uint8Array[] = [],
): AsyncGenerator<Uint8Array, void> {
  yield* first;
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) yield chunk.value;
}

async function sendPieces(pieces: AsyncIterable<Uint8Array>, { response, head }: Sending): Promise<void> {
  head();
  // The head goes out together with a body that is there already, and alone where the body takes its time.
  const alone = setImmediate(() => response.flushHeaders());
  try {
    for await (const piece of pieces) {
      clearImmediate(alone);
      if (response.destroyed) return;
      if (!response.write(piece)) await drained(response);
    }
    response.end();
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
