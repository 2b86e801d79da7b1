import { documentSchema } from './document';
import { isJsonMap, type JsonMap } from './json';
import { readSource } from './source';
import type { TaskCatalogue } from './task-type';
import { marked, withTexts } from './written-scalar';

/**
 * What was written, as data: every number with its digits, and texts where properties hold texts, also without quotes (`id: 010`).
 * @returns null for a text that is not the document of a flow
 */
export function flowDocument(source: string, catalogue: TaskCatalogue): JsonMap | null {
  const { value } = readSource(source);
  if (!isJsonMap(value)) return null;
  const asRead = marked(value);
  // For its marks alone: they say what it took for a text
  documentSchema(catalogue).safeParse(asRead);
  return withTexts(asRead) as JsonMap;
}
