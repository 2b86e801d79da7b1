import { randomUUID } from 'node:crypto';
import { readJson, writeJson } from '@headrace/json';
import type { ExecutionResult } from 'graphql';
import type { RawData, WebSocket } from 'ws';
import { z } from 'zod';

/** Texts where native JSON may lose a digit: seventeen of them, a fraction, an exponent. */
const MAY_LOSE_DIGITS = /\d{16}|\d\.\d|\d[eE][+-]?\d/;

/** How graphql-ws closes a socket on which something came that is no message. */
const BAD_REQUEST = 4400;

const STAND_IN = '{"data":"';

const clientMessage = z.object({
  type: z.enum(['subscribe', 'complete']),
  id: z.string(),
  payload: z.object({ variables: z.record(z.string(), z.unknown()).nullish() }).optional(),
});

/**
 * graphql-ws reads and writes messages with native JSON, which keeps only some fifteen digits of a number. This stands between it and
 * a socket: what goes out was written before and is put in the place of a stand-in, and variables are read a second time where it matters.
 */
export class ExactSocket {
  readonly #secret = randomUUID();
  readonly #texts = new Map<string, string>();
  readonly #variables = new Map<string, Record<string, unknown>>();
  #count = 0;
  #isRefused = false;

  /** @param onComplete the client wants no more of an operation, which may not have begun yet */
  constructor(client: WebSocket, onComplete: (id: string) => void) {
    const send = client.send.bind(client) as (data: unknown, told?: (error?: Error) => void) => void;
    client.send = ((data: unknown, told?: (error?: Error) => void) =>
      send(typeof data === 'string' ? this.#filled(data) : data, told)) as typeof client.send;
    client.on('message', (data: RawData) => {
      const text = String(data as Buffer);
      const isSubscribe = text.includes('"subscribe"') && MAY_LOSE_DIGITS.test(text);
      if (!isSubscribe && !text.includes('"complete"')) return;
      const read = readJson(text);
      if (!read.ok) {
        // graphql-ws would read it, with other numbers than were sent
        this.#isRefused = true;
        client.close(BAD_REQUEST, `The message ${read.reason}.`);
        return;
      }
      const message = clientMessage.safeParse(read.value);
      if (!message.success) return;
      const { type, id, payload } = message.data;
      if (type === 'complete') onComplete(id);
      else if (payload?.variables) this.#variables.set(id, payload.variables);
    });
  }

  /** Whether a message was beyond what is read: the socket closes, and nothing more is begun. */
  get isRefused(): boolean {
    return this.#isRefused;
  }

  /** The variables of an operation, as they were written. Once for each. */
  takeVariables(id: string): Record<string, unknown> | undefined {
    const variables = this.#variables.get(id);
    this.#variables.delete(id);
    return variables;
  }

  /** What graphql-ws may send for a result. */
  standIn(result: ExecutionResult): ExecutionResult {
    this.#count += 1;
    const mark = `${this.#secret}:${this.#count}`;
    this.#texts.set(mark, writeJson(result));
    // graphql-ws wants an object, and looks no further.
    return { data: mark } as unknown as ExecutionResult;
  }

  #filled(message: string): string {
    // Ours is the end of the message, and nobody else knows how it is written.
    const at = message.lastIndexOf(STAND_IN + this.#secret);
    if (at < 0) return message;
    const markAt = at + STAND_IN.length;
    const end = message.indexOf('"', markAt);
    const mark = message.slice(markAt, end);
    const text = this.#texts.get(mark) ?? 'null';
    this.#texts.delete(mark);
    return message.slice(0, at) + text + message.slice(end + '"}'.length);
  }
}
