import {
  type CheckedDocument,
  createContext,
  type DocumentCheck,
  schema,
  type SchemaPorts,
  type Uploads,
} from '@headrace/schema';
import type { Log } from '@headrace/runtime';
import type { DocumentNode, GraphQLError } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';

/** What comes with a request besides the request itself. */
export interface YogaExtras {
  readonly uploads?: Uploads;
  /** The document of the request, where it was checked already. */
  readonly checked?: CheckedDocument;
}

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

/** All of GraphQL over HTTP: POST, queries by GET, subscriptions as server-sent events, and the explorer. */
export function yogaOverHttp(
  ports: SchemaPorts,
  log: Log,
  check: DocumentCheck,
  maskError: (error: unknown) => GraphQLError,
) {
  return createYoga<YogaExtras>({
    schema,
    context: ({ uploads }) => createContext(ports, uploads),
    graphqlEndpoint: '/graphql',
    plugins: [checkedDocuments(check)],
    // Ours knows what is too much memory.
    parserAndValidationCache: false,
    // The server reads no more than it allows, and before this.
    maxRequestBodySize: false,
    maskedErrors: { maskError },
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
}

/** Refuses what is too long, too deep or too dear before it is executed; reads and checks each document once. */
function checkedDocuments(check: DocumentCheck): Plugin<YogaExtras> {
  const problems = new WeakMap<DocumentNode, readonly GraphQLError[]>();
  return {
    onParse({ context, setParseFn }) {
      setParseFn((source) => {
        const checked = context.checked ?? check(typeof source === 'string' ? source : source.body);
        if (checked.ok) return checked.document;
        const [unreadable] = checked.errors;
        if (!checked.document) throw unreadable ?? new Error('A document was refused without a reason.');
        problems.set(checked.document, checked.errors);
        return checked.document;
      });
    },
    onValidate({ params: { documentAST }, setResult }) {
      setResult([...(problems.get(documentAST) ?? [])]);
    },
  };
}
