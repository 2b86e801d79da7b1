import { type DocumentCheck, maskError, type SchemaPorts } from '@headrace/schema';
import type { Log } from '@headrace/runtime';
import { Answer } from '../http/answer';
import type { LazyRequest } from '../http/lazy-request';
import type { StagedForm } from '../upload/form';
import { operationOf } from '../upload/graphql-operation';
import { plainOverHttp } from './plain';
import { yogaOverHttp } from './yoga';

export interface GraphqlOverHttp {
  fetch(request: LazyRequest): Promise<Response | Answer>;
  /** An operation that came as a form; `request` has no body. */
  fetchForm(request: LazyRequest, form: StagedForm): Promise<Response | Answer>;
}

/** GraphQL over HTTP: POST, queries by GET, subscriptions as server-sent events. */
export function graphqlOverHttp(ports: SchemaPorts, log: Log, check: DocumentCheck): GraphqlOverHttp {
  const report = (error: unknown) => log.error({ err: error }, 'a resolver failed');
  const masked = (error: unknown) => maskError(error, report);
  const plain = plainOverHttp(ports, check, masked);
  const yoga = yogaOverHttp(ports, log, check, masked);
  return {
    async fetch(request) {
      const outcome = await plain(request);
      if (outcome instanceof Answer) return outcome;
      return yoga.fetch(request.real, { ...outcome, signal: request.signal, notes: request.notes });
    },
    async fetchForm(request, form) {
      const operation = operationOf(form);
      if (!operation.ok) return Response.json(graphqlError(operation.message), { status: 400 });
      const { json, uploads } = operation;
      const outcome = await plain(request, operation);
      if (outcome instanceof Answer) return outcome;
      const { signal, notes } = request;
      return yoga.fetch(withJson(request.real, json), { ...outcome, uploads, signal, notes });
    },
  };
}

/** The body of an answer to a request that holds no operation, or one that was not executed. */
export function graphqlError(message: string, code = 'BAD_REQUEST'): object {
  return { errors: [{ message, extensions: { code } }] };
}

function withJson(request: Request, json: string): Request {
  const headers = new Headers(request.headers);
  headers.set('content-type', 'application/json');
  headers.delete('content-length');
  return new Request(request, { headers, body: json });
}
