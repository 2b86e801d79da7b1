import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { schema } from './schema';

export const PRINTED_SCHEMA = fileURLToPath(new URL('../schema.graphql', import.meta.url));

/** The text that is committed as schema.graphql. */
export function printedSchema(): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(PRINTED_SCHEMA, printedSchema());
