import { readJson, writeJson } from '@headrace/json';

/** A rendered text for people: JSON is laid out, the rest is as it is. */
export function readableResult(result: string): string {
  if (!/^\s*[[{]/.test(result)) return result;
  const read = readJson(result);
  return read.ok ? writeJson(read.value, 2) : result;
}

const seenBefore = 24;

/** The line in which an expression failed, and a mark under the place. Of a long line only what is near the place. */
export function errorSnippet(expression: string, { line, column }: { line: number; column: number }): string {
  const text = expression.split('\n')[line - 1] ?? '';
  const from = column - 1 > seenBefore + 10 ? column - 1 - seenBefore : 0;
  const shown = from > 0 ? `…${text.slice(from)}` : text;
  // Tabs stay tabs, so that the mark stands under its place.
  const before = shown.slice(0, column - 1 - from + (from > 0 ? 1 : 0)).replace(/[^\t]/g, ' ');
  return `${shown}\n${before}^`;
}

const longestShort = 120;

/** What a part of an expression gave, in one line where that says it all. */
export function shortValue(value: unknown): { text: string; isWhole: boolean } {
  const text = writeJson(value);
  if (text.length <= longestShort) return { text, isWhole: true };
  return { text: `${text.slice(0, longestShort)}…`, isWhole: false };
}

/** Names that would have been possible, without those that the message says already. */
export function furtherCandidates({
  message,
  candidates,
}: {
  message: string;
  candidates: readonly string[];
}): readonly string[] {
  return candidates.filter((candidate) => !message.includes(`\`${candidate}\``));
}
