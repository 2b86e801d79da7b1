import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { ANYONE, type Log } from '@headrace/runtime';
import type { SchemaPorts } from '@headrace/schema';
import { graphqlError, graphqlOverHttp } from './graphql/http';
import { graphqlOverSocket } from './graphql/socket';
import { readBody, refuse, refuseBody } from './http/body';
import { sendResponse, toRequest } from './http/fetch';
import { refusal } from './http/guard';
import { pageOfKestra } from './http/kestra-pages';
import type { Pages } from './pages';
import { createRest } from './rest/rest';
import { type FormRefusal, sendsForm, stageForm } from './upload/form';
import { lazyBody, MALFORMED_FORM } from './upload/request-body';

export interface ServerOptions extends SchemaPorts {
  readonly pages: Pages;
  readonly log: Log;
  /** Of all files of one request together. */
  readonly maxUploadBytes: number;
  /** Where people reach this server, without a slash at its end; undefined = where they asked. */
  readonly publicUrl?: string;
  /** Which headers of a webhook call are secrets; undefined = the usual ones. */
  readonly secretHeaders?: string;
}

export interface Server {
  /** Resolves with the port. @throws the error of the system, such as EADDRINUSE */
  listen(port: number, host: string): Promise<number>;
  /** Takes no more requests, ends streams, waits for the rest a moment. Safe to call twice. */
  close(): Promise<void>;
}

/** A database that takes longer to say anything counts as down. */
const HEALTH_MS = 2_000;

/** On every answer: no guessing of types, no framing by other pages, no addresses told to other sites. */
const PROTECTION = [
  ['X-Content-Type-Options', 'nosniff'],
  ['Content-Security-Policy', "frame-ancestors 'none'"],
  ['Referrer-Policy', 'same-origin'],
] as const;

/** An upload through a slow tunnel takes longer than the five minutes that Node allows; one that stands still is ended sooner. */
export const LONGEST_REQUEST_MS = 3_600_000;

/** How long a request may go on after the server was told to stop. */
const CLOSING_MS = 5_000;

/** One port for everything: GraphQL, Kestra's REST, and the screens. */
export function createApiServer(options: ServerOptions): Server {
  const { pages, log, maxUploadBytes, publicUrl, secretHeaders, ...ports } = options;
  const graphql = graphqlOverHttp(ports, log);
  const sockets = graphqlOverSocket(ports, log);
  const rest = createRest({ ...ports, log, publicUrl, secretHeaders });
  const { pool } = ports.runtime.database;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of PROTECTION) response.setHeader(name, value);
    const path = pathOf(request);
    if (path === undefined) return answer(response, 400, 'Bad Request: the address cannot be read');
    const refused = refusal(request, path);
    if (refused) return answer(response, 403, refused);
    if (path === '/ping') return answer(response, 200, 'pong');
    if (path === '/health') return health(response);
    const page = pageOfKestra(path);
    if (page) return redirect(response, page);
    const isGraphql = path === '/graphql';
    if (!isGraphql && path !== '/api' && !path.startsWith('/api/')) return pages.handle(request, response);
    if (!isGraphql) return answerRest(request, response);
    if (sendsForm(request)) return answerForm(request, response);
    const body = await readBody(request);
    if (body.kind === 'aborted') return;
    if (body.kind === 'tooLarge') return refuseBody(request, response, path);
    await sendResponse(await graphql.fetch(toRequest(request, response, body.bytes)), response);
  }

  async function answerRest(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = lazyBody(request, { maxUploadBytes, log });
    try {
      const asked = toRequest(request, response, Buffer.alloc(0));
      const answered = await rest.fetch(asked, { body, viewer: ANYONE, rawHeaders: request.rawHeaders });
      // What nobody wanted to read may still be on its way.
      if (answered.status >= 400 && !request.complete)
        return refuse(request, response, answered.status, (await answered.json()) as object);
      await sendResponse(answered, response);
    } finally {
      await body.discard();
    }
  }

  async function answerForm(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const staged = await stageForm(request, { maxUploadBytes }).catch((error: unknown) => {
      log.error({ err: error }, 'an upload could not be kept for the time of its request');
      return { kind: 'failed' } as const;
    });
    if (staged.kind !== 'staged') return refuseForm(request, response, staged);
    const { form } = staged;
    try {
      const asked = toRequest(request, response, Buffer.alloc(0));
      await sendResponse(await graphql.fetchForm(asked, form), response);
    } finally {
      await form.discard();
    }
  }

  async function health(response: ServerResponse): Promise<void> {
    const isUp = await Promise.race([
      pool.query('select 1').then(
        () => true,
        () => false,
      ),
      sleep(HEALTH_MS, false),
    ]);
    answer(response, isUp ? 200 : 503, JSON.stringify({ status: isUp ? 'UP' : 'DOWN' }), 'application/json');
  }

  const server = createServer({ requestTimeout: LONGEST_REQUEST_MS }, (request, response) => {
    handle(request, response).catch((error: unknown) => {
      log.error({ err: error }, 'a request failed');
      if (response.headersSent) response.destroy();
      else answer(response, 500, 'Internal server error');
    });
  });

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => {});
    const path = pathOf(request);
    if (path === undefined || refusal(request, path)) return refuseUpgrade(socket, '403 Forbidden');
    if (path !== '/graphql') return refuseUpgrade(socket, '404 Not Found');
    sockets.upgrade(request, socket, head);
  });

  let closing: Promise<void> | undefined;
  return {
    listen: (port, host) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host.replace(/^\[|\]$/g, ''), () => {
          server.off('error', reject);
          resolve((server.address() as AddressInfo).port);
        });
      }),
    close: () => {
      closing ??= close();
      return closing;
    },
  };

  async function close(): Promise<void> {
    if (!server.listening) return;
    const closed = new Promise((resolve) => server.close(resolve));
    ports.follower.close();
    await sockets.close();
    // A connection is kept open after its last answer: those that became idle since the last look are closed too.
    const idle = setInterval(() => server.closeIdleConnections(), 25);
    const late = setTimeout(() => server.closeAllConnections(), CLOSING_MS);
    await closed;
    clearInterval(idle);
    clearTimeout(late);
  }
}

function refuseForm(
  request: IncomingMessage,
  response: ServerResponse,
  refusal: FormRefusal | { readonly kind: 'failed' },
): void {
  const answerWith = (status: number, message: string) =>
    refuse(request, response, status, graphqlError(message));
  switch (refusal.kind) {
    case 'aborted':
      return;
    case 'tooLarge':
      return answerWith(413, refusal.message);
    case 'malformed':
      return answerWith(400, MALFORMED_FORM);
    case 'failed':
      return answerWith(500, 'Internal server error: see the log of the server');
  }
}

function pathOf({ url }: IncomingMessage): string | undefined {
  try {
    return new URL(url ?? '/', 'http://localhost').pathname;
  } catch {
    return undefined;
  }
}

function answer(
  response: ServerResponse,
  status: number,
  body: string,
  type = 'text/plain; charset=utf-8',
): void {
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { Location: location });
  response.end();
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
