import type { TypedDocumentNode } from '@urql/core';
import { print } from 'graphql';
import { type Client, CloseCode, createClient } from 'graphql-ws';
import { connection } from './connection';

const keepAliveMs = 10_000;
const pongTimeoutMs = 5_000;
const longestRetryWaitMs = 5_000;

let client: Client | undefined;

/** The one WebSocket of the tab; opened by the first subscription, closed a little after the last. */
function socketClient(): Client {
  if (client) return client;
  let socket: WebSocket | undefined;
  let pongTimer: ReturnType<typeof setTimeout> | undefined;
  client = createClient({
    url: `${window.location.protocol === 'https:' ? 'wss' : 'ws'}://${window.location.host}/graphql`,
    lazyCloseTimeout: 3_000,
    keepAlive: keepAliveMs,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: (attempt) => pause(retryWaitMs(attempt)),
    on: {
      connecting: (isRetry) => connection.set(isRetry ? 'reconnecting' : 'connecting'),
      opened: (opened) => {
        socket = opened as WebSocket;
      },
      connected: () => connection.set('live'),
      // A socket that is half open delivers nothing and reports nothing: only a missing pong tells.
      ping: (received) => {
        if (received) return;
        pongTimer = setTimeout(() => {
          if (socket?.readyState === WebSocket.OPEN) socket.close(CloseCode.ConnectionInitialisationTimeout);
        }, pongTimeoutMs);
      },
      pong: (received) => {
        if (received) clearTimeout(pongTimer);
      },
      closed: (event) => {
        clearTimeout(pongTimer);
        connection.set(isNormalClose(event) ? 'idle' : 'reconnecting');
      },
    },
  });
  return client;
}

function isNormalClose(event: unknown): boolean {
  return event instanceof CloseEvent && event.code === 1000;
}

/** Milliseconds to wait before connection attempt `attempt` (0 is the first retry). */
export function retryWaitMs(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(longestRetryWaitMs, 250 * 2 ** attempt);
  return ceiling / 2 + (ceiling / 2) * random();
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export interface FollowOptions<Data, Variables> {
  document: TypedDocumentNode<Data, Variables & { after?: string | null }>;
  variables: Variables;
  /** Where to begin; null is the beginning for events and log lines, and now for lists. */
  after: string | null;
  /** Applies one message and answers the cursor to resume from, and whether the stream is sealed. */
  onMessage(data: Data): { cursor: string; sealed: boolean };
  /** The server refused the subscription; nothing more will come. */
  onRefused(message: string): void;
}

/**
 * Follows a subscription from a cursor. After a lost socket it asks again from the last cursor that
 * was applied, so that every message arrives once. Ends by itself when a message says it is sealed.
 * Returns the function that stops it.
 */
export function follow<Data, Variables extends object>(options: FollowOptions<Data, Variables>): () => void {
  let cursor = options.after;
  let sealed = false;
  let stopped = false;
  let stopCurrent: (() => void) | undefined;
  // graphql-ws serialises the payload anew for each connection: the getter makes it resume.
  const variables = {
    ...options.variables,
    get after() {
      return cursor;
    },
  };

  function begin(attempt: number): void {
    stopCurrent = socketClient().subscribe<Data>(
      { query: print(options.document), variables },
      {
        next: (result) => {
          if (stopped) return;
          if (result.errors?.length || !result.data) {
            stopped = true;
            options.onRefused(result.errors?.[0]?.message ?? 'The subscription gave no data');
            return;
          }
          attempt = 0;
          const answer = options.onMessage(result.data);
          cursor = answer.cursor;
          sealed = answer.sealed;
        },
        error: (reason) => {
          if (stopped) return;
          if (isLostSocket(reason)) return again(attempt);
          stopped = true;
          options.onRefused(reasonText(reason));
        },
        // A server that shuts down completes its streams; only a seal says that nothing is missing.
        complete: () => {
          if (!stopped && !sealed) again(attempt);
        },
      },
    );
  }
  function again(attempt: number): void {
    void pause(retryWaitMs(attempt)).then(() => {
      if (!stopped) begin(attempt + 1);
    });
  }

  begin(0);
  return () => {
    stopped = true;
    stopCurrent?.();
  };
}

// graphql-ws gives up on some transport codes (such as 1011, "unexpected condition"), but those too come
// from a proxy or a server that is on its way down; only its own codes, from 4000 on, are a refusal.
function isLostSocket(reason: unknown): boolean {
  return reason instanceof CloseEvent && reason.code < 4000;
}

function reasonText(reason: unknown): string {
  if (Array.isArray(reason)) return String(reason[0]?.message ?? 'The subscription was refused');
  if (reason instanceof Error) return reason.message;
  return 'The connection was refused';
}
