import { expect, test } from 'vitest';
import { formatPath } from './issue';

test.each([
  [[], ''],
  [['tasks', 0, 'retry', 'interval'], 'tasks[0].retry.interval'],
  [['labels', 'system.id'], 'labels["system.id"]'],
  [['variables', 'my-key', 'a b'], 'variables.my-key["a b"]'],
  [[0, ''], '[0][""]'],
])('%j is written %s', (path, text) => {
  expect(formatPath(path)).toBe(text);
});
