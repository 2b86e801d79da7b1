import { documentChecker, maskError, schema, type SchemaPorts } from '@headrace/schema';
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
  fetchForm(request: LazyRequest, form: StagedForm): Promise<Response>;
}

/** GraphQL over HTTP: POST, queries by GET, subscriptions as server-sent events. */
export function graphqlOverHttp(ports: SchemaPorts, log: Log): GraphqlOverHttp {
  const check = documentChecker(schema);
  const report = (error: unknown) => log.error({ err: error }, 'a resolver failed');
  const masked = (error: unknown) => maskError(error, report);
  const plain = plainOverHttp(ports, check, masked);
  const yoga = yogaOverHttp(ports, log, check, masked);
  return {
    async fetch(request) {
      const outcome = await plain(request);
      return outcome instanceof Answer ? outcome : yoga.fetch(request.real, outcome);
    },
    async fetchForm(request, form) {
      const operation = operationOf(form);
      if (!operation.ok) return Response.json(graphqlError(operation.message), { status: 400 });
      const { json, uploads } = operation;
      return yoga.fetch(withJson(request.real, json), { uploads });
    },
  };
}

/** The body of an answer to a request that holds no operation. */
export function graphqlError(message: string): object {
  return { errors: [{ message, extensions: { code: 'BAD_REQUEST' } }] };
}

function withJson(request: Request, json: string): Request {
  const headers = new Headers(request.headers);
  headers.set('content-type', 'application/json');
  headers.delete('content-length');
  return new Request(request, { headers, body: json });
}
