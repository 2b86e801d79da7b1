import type { Text } from '@codemirror/state';

/** Something wrong, or worth knowing, about a text. Lines and columns count from 1. */
export interface Problem {
  severity: 'ERROR' | 'WARNING';
  path: string;
  message: string;
  line: number;
  column: number;
  /** Behind the last character of what is meant, on the same line. */
  endColumn: number;
}

/**
 * The stretch of a text that a problem is about. The text may have changed since: a stretch is answered that is in it in any case.
 */
export function problemRange(
  text: Text,
  { line, column, endColumn }: Pick<Problem, 'line' | 'column' | 'endColumn'>,
): { from: number; to: number } {
  const found = text.line(Math.min(Math.max(1, line), text.lines));
  const start = Math.min(Math.max(0, column - 1), found.length);
  const end = Math.min(endColumn - 1, found.length);
  if (end > start) return { from: found.from + start, to: found.from + end };
  // Behind the end of a line nothing could be underlined: the line itself is.
  const indent = found.text.length - found.text.trimStart().length;
  return start >= found.text.trimEnd().length && found.text.trim() !== ''
    ? { from: found.from + indent, to: found.from + found.text.trimEnd().length }
    : { from: found.from + start, to: Math.min(found.from + start + 1, found.to) };
}

/** `2 errors, 1 warning`; null without any. */
export function problemsText(problems: readonly Pick<Problem, 'severity'>[]): string | null {
  const errors = problems.filter(({ severity }) => severity === 'ERROR').length;
  const warnings = problems.length - errors;
  const parts = [counted(errors, 'error'), counted(warnings, 'warning')].filter((part) => part !== null);
  return parts.length > 0 ? parts.join(', ') : null;
}

function counted(count: number, word: string): string | null {
  if (count === 0) return null;
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
