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

/** GraphQL over HTTP: POST, queries by GET, subscriptions as server-sent events. */
export function graphqlOverHttp(ports: SchemaPorts, log: Log) {
  const report = (error: unknown) => log.error({ err: error }, 'a resolver failed');
  return createYoga({
    schema,
    context: () => createContext(ports),
    graphqlEndpoint: '/graphql',
    plugins: [limits],
    maskedErrors: { maskError: (error) => maskError(error, report) },
    graphiql: false,
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
