import type { JsonValue } from '@headrace/flow';
import { masked } from '@headrace/runtime';

/** A JSON column as everybody may see it: a mask for each encrypted text in it. */
export function maskedJson(column: unknown): JsonValue | undefined {
  return masked((column ?? undefined) as JsonValue | undefined);
}
