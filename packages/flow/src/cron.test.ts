import { expect, test } from 'vitest';
import { cronProblem } from './cron';

test.each([
  ['* * * * *', false],
  ['*/5 0-23/2 1,15 JAN-MAR MON-FRI', false],
  ['0 9 * * 7', false],
  ['0 9 * * 0', false],
  [' 0  9 * * 1 ', false],
  ['*/10 * * * * *', true],
  ['@daily', false],
  ['@hourly', true],
  ['@MIDNIGHT', false],
])('%s is good', (cron, withSeconds) => {
  expect(cronProblem(cron, { withSeconds })).toBeUndefined();
});

test.each([
  ['', false, 'expected 5 fields'],
  ['* * * *', false, 'expected 5 fields, found 4'],
  ['* * * * * *', false, 'expected 5 fields, found 6; for seconds, set `withSeconds: true`'],
  ['* * * * *', true, 'expected 6 fields, found 5'],
  ['60 * * * *', false, "invalid cron expression '60 * * * *'"],
  ['* 24 * * *', false, 'invalid cron expression'],
  ['* * 32 * *', false, 'invalid cron expression'],
  ['* * * 13 *', false, 'invalid cron expression'],
  ['* * * * 8', false, 'invalid cron expression'],
  ['a b c d e', false, 'invalid cron expression'],
  ['5-1 * * * *', false, 'invalid cron expression'],
  ['*/0 * * * *', false, 'invalid cron expression'],
  ['@often', false, 'unknown nickname'],
  ['{{ x }} * * *', false, 'invalid cron expression'],
])('%s is refused', (cron, withSeconds, message) => {
  expect(cronProblem(cron, { withSeconds })).toContain(message);
});
