import { setMaxListeners } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  createContext,
  type DocumentCheck,
  executeGuarded,
  maskError,
  schema,
  type SchemaContext,
  type SchemaPorts,
  subscribeGuarded,
  unstorableVariables,
} from '@headrace/schema';
import type { Log } from '@headrace/runtime';
import { type ExecutionArgs, type ExecutionResult, getOperationAST, GraphQLError } from 'graphql';
import { type Extra, useServer } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { ExactSocket } from './exact-socket';

const MAX_MESSAGE_BYTES = 1024 * 1024;
/** A screen needs two or three. */
const MAX_OPERATIONS_PER_SOCKET = 100;

export interface GraphqlSocket {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends all subscriptions and closes all sockets; clients come back elsewhere with their cursors. */
  close(): Promise<void>;
}

export interface SocketTimes {
  /** A query or mutation that takes longer is ended. */
  readonly deadlineMs: number;
  /** One that takes longer is told as a warning. */
  readonly slowMs: number;
}

/** What is known of one open socket. */
interface Line {
  readonly exact: ExactSocket;
  /** Operations that are under way, or about to begin. */
  readonly operations: Map<string, AbortController>;
}

/** GraphQL over WebSocket (graphql-ws). Also a guard against half-open connections: pings every 12 s. */
export function graphqlOverSocket(
  ports: SchemaPorts,
  log: Log,
  check: DocumentCheck,
  times: SocketTimes,
): GraphqlSocket {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  const masked = (error: unknown) =>
    maskError(error, (hidden) => log.error({ err: hidden }, 'a resolver failed'));
  const lines = new WeakMap<WebSocket, Line>();
  const lineOf = (extra: Partial<Extra>) => extra.socket && lines.get(extra.socket as WebSocket);

  function open(client: WebSocket): void {
    const operations = new Map<string, AbortController>();
    lines.set(client, {
      operations,
      exact: new ExactSocket(client, (id) => operations.get(id)?.abort()),
    });
    client.once('close', () => {
      for (const operation of operations.values()) operation.abort();
    });
  }

  async function executeInTime(args: ExecutionArgs): Promise<ExecutionResult> {
    const { contextValue, document, operationName } = args as GuardedArgs;
    const startedMs = performance.now();
    const late = new Promise<ExecutionResult>((resolve) => {
      const timer = setTimeout(() => resolve({ errors: [tooLate(times.deadlineMs)] }), times.deadlineMs);
      contextValue.signal.addEventListener('abort', () => clearTimeout(timer));
    });
    const result = await Promise.race([executeGuarded(args as GuardedArgs), late]);
    (args as GuardedArgs).ending.abort();
    const ms = Math.round(performance.now() - startedMs);
    if (ms > times.slowMs) {
      const operation = getOperationAST(document, operationName);
      const about = { operation: operation?.name?.value ?? operation?.operation, ms };
      log.warn({ ...about, waited: contextValue.spending.slowest }, 'a slow operation');
    }
    return result;
  }

  const graphql = useServer<Record<string, unknown>, Partial<Extra>>(
    {
      schema,
      onSubscribe: (connection, id, { query, operationName, variables: sent }) => {
        const line = lineOf(connection.extra);
        if (!line || Object.keys(connection.subscriptions).length > MAX_OPERATIONS_PER_SOCKET)
          return [
            new GraphQLError(`A connection may run at most ${MAX_OPERATIONS_PER_SOCKET} operations at once.`),
          ];
        if (line.exact.isRefused)
          return [new GraphQLError('The connection closes: a message could not be read.')];
        const variableValues = line.exact.takeVariables(id) ?? sent;
        const checked = check(query);
        if (!checked.ok) return checked.errors;
        if (!getOperationAST(checked.document, operationName))
          return [new GraphQLError('The document has no such operation.')];
        const refusal = unstorableVariables(variableValues);
        if (refusal) return [refusal];
        const ending = new AbortController();
        // Whatever an operation waits for listens, and one may ask for hundreds of things.
        setMaxListeners(0, ending.signal);
        line.operations.set(id, ending);
        ending.signal.addEventListener('abort', () => line.operations.delete(id));
        const contextValue = createContext(ports, { signal: ending.signal });
        return { schema, document: checked.document, operationName, variableValues, contextValue, ending };
      },
      execute: executeInTime,
      subscribe: async (args: ExecutionArgs) => {
        const { ending } = args as GuardedArgs;
        try {
          const results = await subscribeGuarded(args as GuardedArgs);
          return Symbol.asyncIterator in results ? endingWith(results, ending) : (ending.abort(), results);
        } catch (error) {
          ending.abort();
          throw error;
        }
      },
      onNext: (connection, _id, _payload, _args, result) => {
        const shown = result.errors ? { ...result, errors: result.errors.map(masked) } : result;
        return lineOf(connection.extra)?.exact.standIn(shown) ?? shown;
      },
      onError: (_connection, _id, _payload, errors) => errors.map(masked),
    },
    server,
    12_000,
  );

  return {
    upgrade: (request, socket, head) =>
      server.handleUpgrade(request, socket, head, (client) => {
        open(client);
        server.emit('connection', client, request);
      }),
    close: async () => {
      await graphql.dispose();
    },
  };
}

/** As `onSubscribe` made them. */
interface GuardedArgs extends Omit<ExecutionArgs, 'contextValue'> {
  readonly contextValue: SchemaContext;
  readonly ending: AbortController;
}

function tooLate(deadlineMs: number): GraphQLError {
  return new GraphQLError(`The operation took longer than ${deadlineMs / 1000} s and was ended.`, {
    extensions: { code: 'UNAVAILABLE' },
  });
}

/** The results, whose end is the end of their operation. */
function endingWith(
  results: AsyncGenerator<ExecutionResult, void, void>,
  ending: AbortController,
): AsyncGenerator<ExecutionResult, void, void> {
  const next = results.next.bind(results);
  const leave = results.return.bind(results);
  return Object.assign(results, {
    async next() {
      const result = await next();
      if (result.done) ending.abort();
      return result;
    },
    async return() {
      ending.abort();
      return leave();
    },
  });
}
