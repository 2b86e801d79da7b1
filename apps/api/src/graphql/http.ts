import {
  createContext,
  maskError,
  parseDocument,
  schema,
  type SchemaPorts,
  type Uploads,
  validateDocument,
} from '@headrace/schema';
import { createYoga, type Plugin } from 'graphql-yoga';
import type { Log } from '@headrace/runtime';
import type { StagedForm } from '../upload/form';
import { operationOf } from '../upload/graphql-operation';

/** Refuses what is too long, too deep or too dear before it is executed. */
const limits: Plugin = {
  onParse({ setParseFn }) {
    setParseFn((source) => parseDocument(typeof source === 'string' ? source : source.body));
  },
  onValidate({ setValidationFn }) {
    setValidationFn((validated, document) => validateDocument(validated, document));
  },
};

const FIRST_QUERY = `{
  flows {
    edges {
      node {
        id
        latestExecution {
          id
          state
        }
      }
    }
  }
}
`;

export interface GraphqlOverHttp {
  fetch(request: Request): Promise<Response>;
  /** An operation that came as a form; `request` has no body. */
  fetchForm(request: Request, form: StagedForm): Promise<Response>;
}

/** GraphQL over HTTP: POST, queries by GET, subscriptions as server-sent events. */
export function graphqlOverHttp(ports: SchemaPorts, log: Log): GraphqlOverHttp {
  const report = (error: unknown) => log.error({ err: error }, 'a resolver failed');
  const yoga = createYoga<{ uploads?: Uploads }>({
    schema,
    context: ({ uploads }) => createContext(ports, uploads),
    graphqlEndpoint: '/graphql',
    plugins: [limits],
    maskedErrors: { maskError: (error) => maskError(error, report) },
    graphiql: { title: 'Headrace GraphQL', subscriptionsProtocol: 'WS', defaultQuery: FIRST_QUERY },
    // The explorer comes from here and not from a public server; it is large, so it is loaded when somebody opens it.
    renderGraphiQL: async (options) =>
      (await import('@graphql-yoga/render-graphiql')).renderGraphiQL(options),
    landingPage: false,
    batching: false,
    // Forms are read before, onto the disk and not into memory.
    multipart: false,
    cors: false,
    logging: {
      debug: () => {},
      info: () => {},
      warn: (...parts: unknown[]) => log.warn({ parts }, 'graphql'),
      error: (...parts: unknown[]) => log.error({ parts }, 'graphql'),
    },
  });
  return {
    fetch: async (request) => yoga.fetch(request, {}),
    async fetchForm(request, form) {
      const operation = operationOf(form);
      if (!operation.ok) return Response.json(graphqlError(operation.message), { status: 400 });
      const { json, uploads } = operation;
      return yoga.fetch(withJson(request, json), { uploads });
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
