import { GraphQLError } from 'graphql';
import { builder } from './builder';

/** Words for programs in `extensions.code` of an error that is the caller's to solve. */
export type FailureCode = 'BAD_CURSOR' | 'BAD_ARGUMENT' | 'NOT_FOUND' | 'QUERY_TOO_LARGE' | 'UNAVAILABLE';

/** An error the caller can understand and act on; every other error is masked. */
export function failure(code: FailureCode, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}

/** What expected failures have in common, so that a client can show those it does not know. */
export const ErrorInterface = builder.interfaceRef<{ message: string }>('Error').implement({
  description: 'Why something that was asked for was not done. Each kind of failure is a type of its own.',
  resolveType: (value) => ('failure' in value ? (value as { failure: string }).failure : undefined),
  fields: (t) => ({ message: t.exposeString('message', { description: 'In one sentence, for people.' }) }),
});
