import {
  createContext,
  maskError,
  parseDocument,
  schema,
  type SchemaPorts,
  validateDocument,
} from '@headrace/schema';
import { createYoga, type Plugin } from 'graphql-yoga';
import type { Log } from '@headrace/runtime';

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

/** GraphQL over HTTP: POST, queries by GET, subscriptions as server-sent events. */
export function graphqlOverHttp(ports: SchemaPorts, log: Log) {
  const report = (error: unknown) => log.error({ err: error }, 'a resolver failed');
  return createYoga({
    schema,
    context: () => createContext(ports),
    graphqlEndpoint: '/graphql',
    plugins: [limits],
    maskedErrors: { maskError: (error) => maskError(error, report) },
    graphiql: { title: 'Headrace GraphQL', subscriptionsProtocol: 'WS', defaultQuery: FIRST_QUERY },
    // The explorer comes from here and not from a public server; it is large, so it is loaded when somebody opens it.
    renderGraphiQL: async (options) =>
      (await import('@graphql-yoga/render-graphiql')).renderGraphiQL(options),
    landingPage: false,
    batching: false,
    multipart: false,
    cors: false,
    logging: {
      debug: () => {},
      info: () => {},
      warn: (...parts: unknown[]) => log.warn({ parts }, 'graphql'),
      error: (...parts: unknown[]) => log.error({ parts }, 'graphql'),
    },
  });
}
