import { type JsonValue, readJson } from '@headrace/json';
import { RestError } from '../errors';

/** A body as a flow sees it: `trigger.body`, and how bytes are written that are no text. */
export interface WebhookBody {
  /** undefined = there was none */
  readonly body?: JsonValue;
  readonly bodyEncoding?: 'base64';
}

/** The reason of `readJson` for text that is not JSON at all; every other one is a limit. */
const NO_JSON = 'is not valid JSON';

/**
 * JSON objects and lists are parsed, every other text stays text, bytes that are no text (not UTF-8, or with a NUL, which no store
 * keeps in a text) become base64.
 * @throws RestError (422) for JSON beyond the limits of `readJson`: nobody could read it later
 */
export function readWebhookBody(bytes: Uint8Array): WebhookBody {
  if (bytes.length === 0) return {};
  const text = textOf(bytes);
  if (text === null) return { body: Buffer.from(bytes).toString('base64'), bodyEncoding: 'base64' };
  if (text === '') return {};
  if (!/^\s*[[{]/.test(text)) return { body: text };
  const read = readJson(text);
  if (read.ok) return { body: read.value };
  if (read.reason === NO_JSON) return { body: text };
  throw new RestError(422, `Invalid json: the body ${read.reason}`);
}

/** null = no text that can be stored. */
function textOf(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
