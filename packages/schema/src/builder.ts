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

builder.queryType();
builder.mutationType();
builder.subscriptionType();
