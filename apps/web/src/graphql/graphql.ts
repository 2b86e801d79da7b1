import { initGraphQLTada } from 'gql.tada';
import type { introspection } from './graphql-env';

/** Typed GraphQL documents: `graphql(...)` reads the printed schema of `packages/schema`. */
export const graphql = initGraphQLTada<{
  introspection: introspection;
  disableMasking: true;
  scalars: { DateTime: string; Duration: string; JSON: unknown; Cursor: string };
}>();

export type { ResultOf, VariablesOf } from 'gql.tada';
