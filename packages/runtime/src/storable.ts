import type { JsonValue } from '@headrace/flow';

/**
 * The path of the first text that cannot be stored as it is, the empty path for the value itself; null = all can. PostgreSQL's
 * JSON has no NUL and no lone surrogates, and something stored altered would be a lie.
 */
export function unstorablePath(value: JsonValue | undefined): string | null {
  const path = badText(value, '');
  return path === null ? null : path.slice(1);
}

/** The reason, to be put behind the name of what cannot be stored. */
export const UNSTORABLE = 'holds a NUL character or half a surrogate pair, which cannot be stored';

function badText(value: JsonValue | undefined, path: string): string | null {
  if (typeof value === 'string') return isStorable(value) ? null : path;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    if (!isStorable(key)) return `${path}.${JSON.stringify(key)}`;
    const found = badText(inner, `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

/** Whether a database can keep the text as it is. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}
