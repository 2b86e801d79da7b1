import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { PRINTED_SCHEMA, printedSchema } from './print';

test('schema.graphql is the printed schema (npm run print -w packages/schema)', () => {
  expect(readFileSync(PRINTED_SCHEMA, 'utf8')).toBe(printedSchema());
});
