import type { JsonValue } from '@headrace/flow';

/**
 * Why outputs cannot be stored as they are, with the path; null = they can. PostgreSQL's JSON has no NUL and no lone
 * surrogates, and something stored altered would be a lie.
 */
export function unstorable(outputs: Readonly<Record<string, JsonValue>>): string | null {
  const path = badText(outputs, '');
  if (path === null) return null;
  return `The output ${path.slice(1)} holds a NUL character or half a surrogate pair, which cannot be stored.`;
}

function badText(value: JsonValue, path: string): string | null {
  if (typeof value === 'string') return isStorable(value) ? null : path;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    if (!isStorable(key)) return `${path}.${JSON.stringify(key)}`;
    const found = badText(inner, `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000');
}
