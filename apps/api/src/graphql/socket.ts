import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { createContext, documentChecker, maskError, schema, type SchemaPorts } from '@headrace/schema';
import type { Log } from '@headrace/runtime';
import { GraphQLError, getOperationAST } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

const MAX_MESSAGE_BYTES = 1024 * 1024;
/** A screen needs two or three. */
const MAX_OPERATIONS_PER_SOCKET = 100;

export interface GraphqlSocket {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends all subscriptions and closes all sockets; clients come back elsewhere with their cursors. */
  close(): Promise<void>;
}

/** GraphQL over WebSocket (graphql-ws). Also a guard against half-open connections: pings every 12 s. */
export function graphqlOverSocket(ports: SchemaPorts, log: Log): GraphqlSocket {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  const check = documentChecker(schema);
  const masked = (error: unknown) =>
    maskError(error, (hidden) => log.error({ err: hidden }, 'a resolver failed'));

  const graphql = useServer(
    {
      schema,
      onSubscribe: (connection, _id, { query, operationName, variables }) => {
        if (Object.keys(connection.subscriptions).length > MAX_OPERATIONS_PER_SOCKET)
          return [
            new GraphQLError(`A connection may run at most ${MAX_OPERATIONS_PER_SOCKET} operations at once.`),
          ];
        const checked = check(query);
        if (!checked.ok) return checked.errors;
        if (!getOperationAST(checked.document, operationName))
          return [new GraphQLError('The document has no such operation.')];
        return {
          schema,
          document: checked.document,
          operationName,
          variableValues: variables,
          contextValue: createContext(ports),
        };
      },
      onNext: (_connection, _id, _payload, _args, result) =>
        result.errors ? { ...result, errors: result.errors.map(masked) } : undefined,
      onError: (_connection, _id, _payload, errors) => errors.map(masked),
    },
    server,
    12_000,
  );

  return {
    upgrade: (request, socket, head) =>
      server.handleUpgrade(request, socket, head, (client) => server.emit('connection', client, request)),
    close: async () => {
      await graphql.dispose();
    },
  };
}
