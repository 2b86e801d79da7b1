import { readJson, writeJson } from '@headrace/json';

/** A piece of a JSON text: what stands as it is, the address of a stored file, or a secret that is masked. */
export interface JsonPart {
  readonly kind: 'text' | 'file' | 'mask';
  readonly text: string;
}

export const MASK = '******';

/** What a text as a whole is. */
export function partOf(text: string): JsonPart {
  if (text === MASK) return { kind: 'mask', text };
  return { kind: text.startsWith('kestra:///') ? 'file' : 'text', text };
}

/** Formatted JSON, taken apart where something is more than text. Quotes stay outside. */
export function jsonParts(value: unknown): JsonPart[] {
  const json = value === undefined ? '' : writeJson(value, 2);
  const parts: JsonPart[] = [];
  let from = 0;
  // A text followed by a colon is a name.
  for (const match of json.matchAll(/"(?:kestra:\/\/\/(?:[^"\\]|\\.)*|\*{6})"(?!:)/g)) {
    parts.push({ kind: 'text', text: json.slice(from, match.index + 1) });
    const text = readJson(match[0]);
    parts.push(partOf(text.ok ? String(text.value) : match[0]));
    from = match.index + match[0].length - 1;
  }
  parts.push({ kind: 'text', text: json.slice(from) });
  return parts;
}

/** The fields of a value, those that are named in `order` first. An id with dots is found by its first part. */
export function inOrder(
  value: Readonly<Record<string, unknown>>,
  order: readonly string[],
): [name: string, value: unknown][] {
  const names = new Set(
    order.map((id) => id.split('.')[0] ?? id).filter((name) => Object.hasOwn(value, name)),
  );
  return [...new Set([...names, ...Object.keys(value)])].map((name) => [name, value[name]]);
}
