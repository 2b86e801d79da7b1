import type { IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { brotliCompress, constants, createGzip, type Gzip, gzip } from 'node:zlib';

export type Encoding = 'br' | 'gzip';

/** Below this packing saves nothing worth the time. */
export const MIN_PACKED_BYTES = 1024;

/** Texts of all kinds. A stream of events is left alone: each subscriber would have the same packed again. */
const PACKABLE =
  /^(?:text\/(?!event-stream)|application\/(?:json|javascript|xml|yaml|x-yaml|x-ndjson|[\w.-]+\+(?:json|xml|yaml))\b|image\/svg\+xml)/i;

/** How the client wants large texts packed; undefined = not at all. */
export function encodingOf({ headers }: Pick<IncomingMessage, 'headers'>): Encoding | undefined {
  const accepted = new Map<string, number>();
  for (const wish of String(headers['accept-encoding'] ?? '')
    .toLowerCase()
    .split(',')) {
    const [name = '', ...parameters] = wish.replace(/\s/g, '').split(';');
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    accepted.set(name, weight === undefined ? 1 : Number(weight));
  }
  if ((accepted.get('br') ?? 0) > 0) return 'br';
  return (accepted.get('gzip') ?? 0) > 0 ? 'gzip' : undefined;
}

/** Whether a body of this kind gets smaller by packing it, and may be touched. */
export function isPackable(headers: Headers): boolean {
  return (
    PACKABLE.test(headers.get('content-type') ?? '') &&
    !headers.has('content-encoding') &&
    !headers.has('content-range') &&
    !/\bno-transform\b/i.test(headers.get('cache-control') ?? '')
  );
}

const asGzip = promisify(gzip);
const asBrotli = promisify(brotliCompress);
/** Of eleven: those above take many times longer and save a little more. */
const BROTLI_QUALITY = 4;

/** A finished body, packed; in another thread. */
export async function pack(body: Uint8Array, encoding: Encoding): Promise<Buffer> {
  if (encoding === 'gzip') return asGzip(body, { level: 4 });
  return asBrotli(body, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    },
  });
}

async function drained(packer: Gzip): Promise<void> {
  const waiting = new AbortController();
  const { signal } = waiting;
  try {
    await Promise.race([once(packer, 'drain', { signal }), once(packer, 'close', { signal })]);
  } finally {
    // The one that did not come would listen for ever.
    waiting.abort();
  }
}

/** A body that comes in pieces, as gzip: what came can be read at once. */
export async function* packStream(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const packer = createGzip({ level: 4, flush: constants.Z_SYNC_FLUSH });
  const feeding = (async () => {
    for await (const piece of pieces) {
      // A reader that has gone closes the packer, which then never drains.
      if (!packer.write(piece)) await drained(packer);
      if (packer.destroyed) return;
    }
    packer.end();
  })().catch((error: unknown) => packer.destroy(error instanceof Error ? error : new Error(String(error))));
  try {
    for await (const packed of packer) yield packed as Uint8Array;
  } finally {
    packer.destroy();
    await feeding;
  }
}
