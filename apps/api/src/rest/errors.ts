import { isTransient, type Log } from '@headrace/runtime';
import type { Context } from 'hono';
import { BodyRefused } from '../upload/request-body';
import { answerJson } from './answer';

export interface Violation {
  readonly message: string;
  readonly path: string;
}

export type ErrorStatus = 400 | 404 | 405 | 409 | 413 | 415 | 422 | 423 | 501 | 503;

/** An error in Kestra's words; `message` begins as `spec/rest.md` section 1 says. */
export class RestError extends Error {
  override readonly name = 'RestError';
  constructor(
    readonly status: ErrorStatus,
    message: string,
    readonly violations: readonly Violation[] = [],
  ) {
    super(message);
  }
}

export const notFound = (detail?: string) =>
  new RestError(404, detail ? `Not Found: ${detail}` : 'Not Found');
export const conflict = (detail: string) => new RestError(409, `Illegal state: ${detail}`);
export const badRequest = (detail: string) => new RestError(400, `Bad Request: ${detail}`);
export const illegalArgument = (detail: string) => new RestError(422, `Illegal argument: ${detail}`);
export const unprocessable = (detail: string) => new RestError(422, `Unprocessable Entity: ${detail}`);
export const notBuilt = (detail: string) => new RestError(501, `Not Implemented: ${detail}`);

export function invalidEntity(violations: readonly Violation[]): RestError {
  const detail = violations.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('\n');
  return new RestError(422, `Invalid entity: ${detail}`, violations);
}

/** The body of every error. */
export function errorBody(path: string, message: string, violations: readonly Violation[] = []): object {
  return {
    message,
    _links: { self: [{ href: path, templated: false }] },
    ...(violations.length > 0 && { _embedded: { errors: violations } }),
  };
}

/** Text with a NUL character reached the database, which cannot hold it. */
const UNSTORABLE_TEXT = '22021';

/** Turns anything thrown into an answer; what is not for the client is only logged. */
export function answerError(error: unknown, context: Context, log: Log): Response {
  const { path } = context.req;
  if (error instanceof RestError)
    return answerJson(context, errorBody(path, error.message, error.violations), error.status);
  if (error instanceof BodyRefused)
    return answerJson(context, errorBody(path, error.message), error.status, { Connection: 'close' });
  if (error instanceof Error && ('code' in error ? error.code === UNSTORABLE_TEXT : false))
    return answerJson(
      context,
      errorBody(path, 'Illegal argument: text must not contain the NUL character'),
      422,
    );
  if (isTransient(error)) {
    log.warn({ err: error }, 'a request found no database');
    return answerJson(context, errorBody(path, 'Service Unavailable: the database cannot be reached'), 503, {
      'Retry-After': '2',
    });
  }
  log.error({ err: error }, 'a request failed');
  return answerJson(context, errorBody(path, 'Internal server error: see the log of the server'), 500);
}
