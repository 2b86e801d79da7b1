import { Text } from '@codemirror/state';
import { expect, test } from 'vitest';
import { problemRange, problemsText } from './problem';

const text = Text.of(['id: a b', 'tasks:', '  - type: io.x.Log', '', 'labels: ']);

test.each([
  { line: 1, column: 1, marks: 'id' },
  { line: 1, column: 5, marks: 'a' },
  { line: 2, column: 1, marks: 'tasks' },
  { line: 3, column: 11, marks: 'io.x.Log' },
  { line: 3, column: 99, marks: '- type: io.x.Log' },
  { line: 4, column: 1, marks: '' },
  { line: 5, column: 9, marks: 'labels:' },
  { line: 99, column: 1, marks: 'labels' },
])('line $line, column $column marks “$marks”', ({ line, column, marks }) => {
  const { from, to } = problemRange(text, { line, column });
  expect(text.sliceString(from, to)).toBe(marks);
});

test('problems are counted in words', () => {
  const error = { severity: 'ERROR' } as const;
  expect(problemsText([])).toBeNull();
  expect(problemsText([error])).toBe('1 error');
  expect(problemsText([error, { severity: 'WARNING' }, error])).toBe('2 errors, 1 warning');
});
