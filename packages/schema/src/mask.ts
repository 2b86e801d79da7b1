import { isTransient } from '@headrace/db';
import { GraphQLError } from 'graphql';
import { failure } from './failure';

/** SQLSTATE of text with a NUL character, which no column can hold. */
const UNSTORABLE_TEXT = '22021';

/**
 * What a client may see of an error: its text when it was made for clients, else one sentence. `report` gets what was hidden.
 */
export function maskError(error: unknown, report: (hidden: unknown) => void): GraphQLError {
  if (!(error instanceof GraphQLError)) return masked(error, report);
  const cause = error.originalError;
  if (!cause || cause instanceof GraphQLError) return error;
  const shown = masked(cause, report);
  return new GraphQLError(shown.message, {
    nodes: error.nodes,
    source: error.source,
    positions: error.positions,
    path: error.path,
    extensions: shown.extensions,
  });
}

function masked(cause: unknown, report: (hidden: unknown) => void): GraphQLError {
  if (isUnstorable(cause)) return failure('BAD_ARGUMENT', 'Text must not contain the NUL character.');
  report(cause);
  if (isTransient(cause))
    return failure('UNAVAILABLE', 'The database cannot be reached. Try again in a moment.');
  return new GraphQLError('Something went wrong on the server.', {
    extensions: { code: 'INTERNAL_SERVER_ERROR' },
  });
}

function isUnstorable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  return code === UNSTORABLE_TEXT || error.message.includes(UNSTORABLE_TEXT);
}
