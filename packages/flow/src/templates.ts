import type { DocumentPath } from './issue';
import { isJsonMap, type JsonValue } from './json';
import { isExpression } from './scalar';

/** A text that holds an expression, and where. */
export interface Template {
  readonly path: DocumentPath;
  readonly text: string;
}

/** Every text with an expression inside a value, except below the hidden names of its first level. */
export function templatesIn(
  value: JsonValue | undefined,
  path: DocumentPath,
  hidden: readonly string[] = [],
): Template[] {
  if (isExpression(value)) return [{ path, text: value }];
  if (Array.isArray(value))
    return (value as readonly JsonValue[]).flatMap((item, index) =>
      templatesIn(item, [...path, index], path.length === 1 ? hidden : []),
    );
  if (!isJsonMap(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    hidden.includes(key) ? [] : templatesIn(inner, [...path, key]),
  );
}

/** Whether a value is known only when it has been rendered. */
export function hasExpression(value: JsonValue | undefined): boolean {
  return templatesIn(value, []).length > 0;
}
