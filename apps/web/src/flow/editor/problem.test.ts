import { Text } from '@codemirror/state';
import { expect, test } from 'vitest';
import { problemRange, problemsText } from './problem';

const text = Text.of(['id: a b', 'tasks:', '  - type: io.x.Log', '', 'labels: ']);

test.each([
  { line: 1, column: 1, endColumn: 3, marks: 'id' },
  { line: 3, column: 11, endColumn: 19, marks: 'io.x.Log' },
  // The text has become shorter since it was asked about.
  { line: 3, column: 11, endColumn: 99, marks: 'io.x.Log' },
  { line: 3, column: 99, endColumn: 104, marks: '- type: io.x.Log' },
  { line: 4, column: 1, endColumn: 4, marks: '' },
  { line: 5, column: 9, endColumn: 9, marks: 'labels:' },
  { line: 99, column: 1, endColumn: 7, marks: 'labels' },
])('line $line, columns $column to $endColumn, marks “$marks”', ({ marks, ...problem }) => {
  const { from, to } = problemRange(text, problem);
  expect(text.sliceString(from, to)).toBe(marks);
});

test('problems are counted in words', () => {
  const error = { severity: 'ERROR' } as const;
  expect(problemsText([])).toBeNull();
  expect(problemsText([error])).toBe('1 error');
  expect(problemsText([error, { severity: 'WARNING' }, error])).toBe('2 errors, 1 warning');
});
