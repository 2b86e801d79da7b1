import { expect, it } from 'vitest';
import type { FormInput } from './form-input';
import { input } from './form-input.fixture';
import { limitsText } from './input-limits';

it.each<[Partial<FormInput>, string | null]>([
  [{ type: 'INT', min: 1, max: 20 }, '1 to 20'],
  [{ type: 'FLOAT', min: 0.5 }, 'at least 0.5'],
  [{ type: 'INT', max: 20 }, 'at most 20'],
  [{ type: 'INT' }, null],
  [{ type: 'DURATION', minDuration: 'PT1M', maxDuration: 'PT24H' }, '1 min to 24 h'],
  [{ type: 'DATE', after: '2024-01-01', before: '2024-12-31' }, '2024-01-01 to 2024-12-31'],
  [{ type: 'TIME', after: '09:00' }, 'from 09:00'],
  [{ type: 'DATETIME', before: '2024-01-01T00:00:00Z' }, 'up to 2024-01-01T00:00:00Z'],
  [{ type: 'SECRET', validator: '.{8,}' }, 'must match .{8,}'],
  [{ type: 'SELECT', allowCustomValue: true }, 'other values too'],
  [{ type: 'MULTISELECT', allowCustomValue: true, itemType: 'INT' }, 'other values too (INT)'],
  [{ type: 'MULTISELECT', itemType: 'STRING' }, null],
  [{ type: 'ARRAY', itemType: 'INT' }, 'JSON list of INT'],
  [{ type: 'FILE', extension: '.csv' }, 'a .csv file'],
  [{ type: 'FILE', extension: '.upl' }, null],
])('%j', (changes, text) => {
  expect(limitsText(input(changes))).toBe(text);
});
