import { createHash } from 'node:crypto';
import { findIdempotencyKey, type IdempotencyKey } from '@headrace/db';
import { isJsonMap, type JsonValue, writeJson } from '@headrace/json';
import type { Ports } from './ports';
import type { StartRequest, StartResult } from './start';
import { isStorable } from './storable';

/** As long as the keys of others, with room. */
const MAX_KEY_CHARACTERS = 255;

/** The names of a request whose caller may send it again; null = it has none. */
export type NamedRequest =
  | { readonly kind: 'named'; readonly idempotency: IdempotencyKey }
  | { readonly kind: 'unnamed' }
  | Extract<StartResult, { kind: 'idempotencyKeyInvalid' }>;

/** Reads all that is asked for, the content of files too. */
export async function namedRequest(request: StartRequest): Promise<NamedRequest> {
  const { namespace, flowId, idempotencyKey: key } = request;
  if (key === undefined) return { kind: 'unnamed' };
  if (key === '' || key.length > MAX_KEY_CHARACTERS || !isStorable(key)) {
    const message = `An idempotency key is a text of 1 to ${MAX_KEY_CHARACTERS} characters.`;
    return { kind: 'idempotencyKeyInvalid', message };
  }
  return { kind: 'named', idempotency: { namespace, flowId, key, digest: await digestOf(request) } };
}

/** What an earlier request with this key has led to; null = there was none. */
export async function earlierStart(
  { database, clock }: Pick<Ports, 'database' | 'clock'>,
  idempotency: IdempotencyKey,
): Promise<Extract<StartResult, { kind: 'repeated' | 'idempotencyConflict' }> | null> {
  const earlier = await findIdempotencyKey(database.pool, idempotency, clock.now());
  return earlier && startOfKey(idempotency, earlier);
}

/** The same request is answered the same; another one with the same key is a mistake of the caller. */
export function startOfKey(
  { digest }: Pick<IdempotencyKey, 'digest'>,
  earlier: { readonly executionId: string; readonly digest: string },
): Extract<StartResult, { kind: 'repeated' | 'idempotencyConflict' }> {
  const { executionId } = earlier;
  return { kind: earlier.digest === digest ? 'repeated' : 'idempotencyConflict', executionId };
}

async function digestOf({ revision, inputs, labels = [], files }: StartRequest): Promise<string> {
  const sent: JsonValue[] = [];
  for (const [inputId, file] of [...(files ?? [])].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const hash = createHash('sha256');
    for await (const chunk of file.open()) hash.update(chunk as Buffer);
    sent.push([inputId, file.name, hash.digest('hex')]);
  }
  const all: JsonValue[] = [
    revision ?? null,
    sorted(inputs as JsonValue),
    labels.map(({ key, value }) => [key, value]),
    sent,
  ];
  return createHash('sha256').update(writeJson(all)).digest('hex');
}

/** The same value with the keys of its maps in one order. */
function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isJsonMap(value)) return value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, sorted(value[key] ?? null)]));
}
