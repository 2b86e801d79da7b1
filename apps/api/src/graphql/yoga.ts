import {
  type CheckedDocument,
  createContext,
  type DocumentCheck,
  executeGuarded,
  schema,
  type SchemaContext,
  type SchemaPorts,
  subscribeGuarded,
  unstorableVariables,
  type Uploads,
} from '@headrace/schema';
import type { Log } from '@headrace/runtime';
import { writeJson } from '@headrace/json';
import { type DocumentNode, type ExecutionResult, GraphQLError } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import type { RequestNotes } from '../http/notes';
import { explorerPage } from './explorer';
import { exactRequests } from './exact-request';
import { noteOperation } from './plain';

/** What comes with a request besides the request itself. */
export interface YogaExtras {
  readonly uploads?: Uploads;
  /** The document of the request, where it was checked already. */
  readonly checked?: CheckedDocument;
  /** Its variables were looked at, and can be kept. */
  readonly isStorable?: boolean;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal?: AbortSignal;
  readonly notes?: RequestNotes;
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
    context: ({ uploads, signal }) => createContext(ports, { uploads, signal }),
    graphqlEndpoint: '/graphql',
    plugins: [exactRequests(), checkedDocuments(check), guardedExecution()],
    // Ours knows what is too much memory.
    parserAndValidationCache: false,
    // The server reads no more than it allows, and before this.
    maxRequestBodySize: false,
    maskedErrors: { maskError },
    graphiql: { title: 'Headrace GraphQL', subscriptionsProtocol: 'WS', defaultQuery: FIRST_QUERY },
    renderGraphiQL: (options = {}) => explorerPage(options),
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
        if (checked.ok) {
          noteOperation(context.notes ?? {}, checked, context.params.operationName);
          return checked.document;
        }
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

/** Executes as `plainOverHttp` does: nothing more is resolved once it is too much or nobody waits, and numbers keep their digits. */
function guardedExecution(): Plugin<YogaExtras & SchemaContext> {
  return {
    onExecute({ setExecuteFn, args, context: { isStorable } }) {
      setExecuteFn(async () => {
        const refusal = isStorable ? undefined : unstorableVariables(args.variableValues);
        return exact(refusal ? { errors: [refusal], data: null } : told(await executeGuarded(args)));
      });
    },
    onSubscribe({ setSubscribeFn, args }) {
      setSubscribeFn(async () => {
        const refusal = unstorableVariables(args.variableValues);
        if (refusal) return exact({ errors: [refusal], data: null });
        const results = await subscribeGuarded(args);
        return Symbol.asyncIterator in results ? exactly(results) : exact(results);
      });
    },
  };
}

/** Without data it was not begun: its variables are not what it asks for, which Yoga answers as it is told here. */
function told(result: ExecutionResult): ExecutionResult {
  if ('data' in result) return result;
  const errors = result.errors?.map(
    (error) =>
      new GraphQLError(error.message, {
        ...error,
        extensions: { ...error.extensions, http: { status: 400 } },
      }),
  );
  return { ...result, errors };
}

/** A result that Yoga writes with every digit of its numbers. */
function exact(result: ExecutionResult): ExecutionResult {
  return { ...result, stringify: writeJson } as ExecutionResult;
}

function exactly(
  results: AsyncGenerator<ExecutionResult, void, void>,
): AsyncGenerator<ExecutionResult, void, void> {
  const inner = results.next.bind(results);
  return Object.assign(results, {
    async next() {
      const next = await inner();
      return next.done ? next : { done: false as const, value: exact(next.value) };
    },
  });
}
