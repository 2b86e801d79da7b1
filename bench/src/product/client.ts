import { Agent, type IncomingMessage, request } from 'node:http';

export interface Sent {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
  readonly contentType?: string;
}

/** A few connections to the api that are kept open. */
export interface Client {
  /** The text of the answer. @throws Error with the answer when it is not a good one */
  send(sent: Sent): Promise<string>;
  close(): void;
}

/** An answer that was no good one. */
export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(
    readonly status: number,
    readonly body: string,
  ) {
    super(`The api answered ${status}: ${body.slice(0, 500)}`);
  }
}

/** Servers close a connection that is not used for some seconds (Node: 5); a request sent at that very moment is lost. */
const UNUSED_MS = 3_000;

/** `connections` at most; what does not fit waits. */
export function openClient(port: number, connections: number): Client {
  const agent = new Agent({
    keepAlive: true,
    maxSockets: connections,
    maxFreeSockets: connections,
    timeout: UNUSED_MS,
  });
  return {
    send: ({ method, path, body = '', contentType }) =>
      new Promise((resolve, reject) => {
        const headers = {
          'content-length': Buffer.byteLength(body),
          ...(contentType && { 'content-type': contentType }),
        };
        const sent = request({ host: '127.0.0.1', port, path, method, agent, headers }, (answer) =>
          collect(answer, resolve, reject),
        );
        sent.once('error', reject);
        sent.end(body);
      }),
    close: () => agent.destroy(),
  };
}

function collect(
  answer: IncomingMessage,
  resolve: (text: string) => void,
  reject: (error: Error) => void,
): void {
  const chunks: Buffer[] = [];
  answer.on('data', (chunk: Buffer) => chunks.push(chunk));
  answer.once('error', reject);
  answer.once('end', () => {
    const text = Buffer.concat(chunks).toString();
    const status = answer.statusCode ?? 0;
    if (status >= 200 && status < 300) resolve(text);
    else reject(new Refused(status, text));
  });
}

/** Does something `count` times, so many at the same time. */
export async function manyTimes(
  count: number,
  atOnce: number,
  work: (index: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (next < count) {
        next += 1;
        await work(next - 1);
      }
    }),
  );
}
