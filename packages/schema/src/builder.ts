import SchemaBuilder from '@pothos/core';
import type { SchemaContext } from './context';

/** Types are defined in the folder of their domain; `schema.ts` puts them together. */
export const builder = new SchemaBuilder<{
  Context: SchemaContext;
  DefaultFieldNullability: false;
  Scalars: {
    ID: { Input: string; Output: string };
    DateTime: { Input: Date; Output: Date };
    /** milliseconds inside, ISO 8601 outside */
    Duration: { Input: number; Output: number };
    JSON: { Input: unknown; Output: unknown };
    Cursor: { Input: string; Output: string };
    /** the handle of a file of the request */
    Upload: { Input: string; Output: never };
  };
}>({ defaultFieldNullability: false });

builder.queryType({ description: 'What can be read. One thing that is not there is null.' });
builder.mutationType({
  description:
    'What can be changed. Each answers a union: its success, or one of the failures that may be expected.',
});
builder.subscriptionType({
  description:
    'What can be followed: what is stored first, then what comes. Each message has the cursor to go on from.',
});
