import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { ANYONE, type Log } from '@headrace/runtime';
import { documentChecker, schema, type SchemaPorts } from '@headrace/schema';
import { type ExplorerPart, explorerPart } from './graphql/explorer';
import { graphqlError, graphqlOverHttp } from './graphql/http';
import { graphqlOverSocket } from './graphql/socket';
import { readBody, refuse, refuseBody, TOO_SLOW } from './http/body';
import { Answer } from './http/answer';
import { encodingOf } from './http/compress';
import { Ending } from './http/ending';
import { sendResponse } from './http/fetch';
import { refusal } from './http/guard';
import { pageOfKestra } from './http/kestra-pages';
import { LazyRequest } from './http/lazy-request';
import { holdsUnstorableText, shownPath } from './http/paths';
import { type AccessLogLevel, createRequestLog, type Exchange } from './http/request-log';
import type { Pages } from './pages';
import { errorBody } from './rest/errors';
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
  /** An answer that takes longer is given up, and the work for it with it; default 30 s. */
  readonly requestTimeoutMs?: number;
  /** A request that takes longer until its answer begins is told in the log; default 1 s. */
  readonly slowRequestMs?: number;
  /** How loud the log has a line for each request; default `off`. */
  readonly accessLog?: AccessLogLevel;
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

/** Node looks this often for requests whose head or body does not come. */
const CONNECTIONS_CHECK_MS = 5_000;
const HEAD_MS = 15_000;

/** A client that was answered before it had sent all may go on for so long. */
const UNREAD_MS = 2_000;

const REQUEST_TIMEOUT_MS = 30_000;
const SLOW_REQUEST_MS = 1_000;

/** How long a request may go on after the server was told to stop. */
const CLOSING_MS = 5_000;

/** One port for everything: GraphQL, Kestra's REST, and the screens. */
export function createApiServer(options: ServerOptions): Server {
  const { pages, log, maxUploadBytes, publicUrl, secretHeaders, ...others } = options;
  const { requestTimeoutMs = REQUEST_TIMEOUT_MS, slowRequestMs = SLOW_REQUEST_MS, ...more } = others;
  const { accessLog = 'off', ...ports } = more;
  const requests = createRequestLog({ log, accessLog, slowRequestMs });
  const check = documentChecker(schema);
  const graphql = graphqlOverHttp(ports, log, check);
  const sockets = graphqlOverSocket(ports, log, check, {
    deadlineMs: requestTimeoutMs,
    slowMs: slowRequestMs,
  });
  const rest = createRest({ ...ports, log, publicUrl, secretHeaders });
  const { pool } = ports.runtime.database;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of PROTECTION) response.setHeader(name, value);
    const path = pathOf(request);
    const exchange = requests.begin(request, response, path ?? '');
    if (path === undefined) return answer(response, 400, 'Bad Request: the address cannot be read');
    const refused = refusal(request, path);
    if (refused) return answer(response, 403, refused);
    if (holdsUnstorableText(request.url ?? '')) return refuse(request, response, 422, unstorable(path));
    if (path === '/ping') return answer(response, 200, 'pong');
    if (path === '/health') return health(response);
    const page = pageOfKestra(path);
    if (page) return redirect(response, page);
    const part = await explorerPart(path, request.headers['accept-encoding']);
    if (part) return sendPart(response, part);
    const isGraphql = path === '/graphql';
    if (!isGraphql && path !== '/api' && !path.startsWith('/api/'))
      return showPage(request, response, exchange);
    if (!isGraphql) return answerRest(request, response, exchange);
    if (sendsForm(request)) return answerForm(request, response, exchange);
    const body = await readBody(request);
    exchange.bodyRead();
    if (body.kind === 'aborted') return;
    if (body.kind === 'tooLarge') return refuseBody(request, response, path);
    if (body.kind === 'tooSlow') return refuse(request, response, 408, graphqlError(TOO_SLOW));
    await answerInTime(request, response, exchange, body.bytes, (asked) => graphql.fetch(asked));
  }

  async function showPage(
    request: IncomingMessage,
    response: ServerResponse,
    exchange: Exchange,
  ): Promise<void> {
    if (!['GET', 'HEAD', 'OPTIONS'].includes(request.method ?? ''))
      return refuse(request, response, 405, { message: 'Method Not Allowed: a page is only read' });
    await pages.handle(request, response);
    exchange.answered();
  }

  /** Answers what `work` gives, or that it did not come in time; it is told by its request's signal. */
  async function answerInTime(
    request: IncomingMessage,
    response: ServerResponse,
    exchange: Exchange,
    bytes: Buffer<ArrayBuffer>,
    work: (asked: LazyRequest, mayTakeItsTime: () => void) => Promise<Response | Answer>,
  ): Promise<void> {
    const ending = new Ending(response, requestTimeoutMs);
    const mayTakeItsTime = () => {
      ending.settle();
      exchange.mayTakeItsTime();
    };
    const asked = new LazyRequest(request, response, bytes, { ending, notes: exchange.notes });
    const answered = await ending.inTime(request, work(asked, mayTakeItsTime), discard);
    exchange.answered();
    if (answered === 'late')
      return refuse(request, response, 503, tooLate(pathOf(request) ?? '', requestTimeoutMs));
    // What nobody wanted to read may still be on its way.
    if (!(answered instanceof Answer) && answered.status >= 400 && !request.complete)
      return refuse(request, response, answered.status, (await answered.json()) as object);
    const encoding = request.method === 'HEAD' ? undefined : encodingOf(request);
    await sendResponse(answered, response, encoding);
  }

  async function answerRest(
    request: IncomingMessage,
    response: ServerResponse,
    exchange: Exchange,
  ): Promise<void> {
    const body = lazyBody(request, { maxUploadBytes, log });
    request.once('end', () => exchange.bodyRead());
    try {
      await answerInTime(request, response, exchange, Buffer.alloc(0), async (asked, mayTakeItsTime) =>
        rest.fetch(asked, { body, viewer: ANYONE, rawHeaders: request.rawHeaders, mayTakeItsTime }),
      );
    } finally {
      await body.discard();
    }
  }

  async function answerForm(
    request: IncomingMessage,
    response: ServerResponse,
    exchange: Exchange,
  ): Promise<void> {
    const staged = await stageForm(request, { maxUploadBytes }).catch((error: unknown) => {
      log.error({ err: error }, 'an upload could not be kept for the time of its request');
      return { kind: 'failed' } as const;
    });
    exchange.bodyRead();
    if (staged.kind !== 'staged') return refuseForm(request, response, staged);
    const { form } = staged;
    try {
      await answerInTime(request, response, exchange, Buffer.alloc(0), (asked) =>
        graphql.fetchForm(asked, form),
      );
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

  const limits = {
    requestTimeout: LONGEST_REQUEST_MS,
    headersTimeout: HEAD_MS,
    connectionsCheckingInterval: CONNECTIONS_CHECK_MS,
  };
  const server = createServer(limits, (request, response) => {
    response.once('finish', () => endUnread(request));
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
    requests.stop();
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

function tooLate(path: string, timeoutMs: number): object {
  const message = `Service Unavailable: the answer took longer than ${timeoutMs / 1000} s and was given up`;
  return path === '/graphql' ? graphqlError(message, 'UNAVAILABLE') : errorBody(shownPath(path), message);
}

function unstorable(path: string): object {
  const message = 'text must not contain the NUL character or half a surrogate pair';
  return path === '/graphql'
    ? graphqlError(`In the address, ${message}.`, 'BAD_ARGUMENT')
    : errorBody(shownPath(path), `Illegal argument: ${message}`);
}

/** What came too late: a stream must not wait for a reader that will not come. */
function discard(late: Response | Answer): void {
  if (!(late instanceof Answer)) late.body?.cancel().catch(() => {});
}

/** Ends a client that was answered and goes on sending, drop by drop. */
function endUnread(request: IncomingMessage): void {
  if (request.complete) return;
  setTimeout(() => {
    if (!request.complete) request.socket.destroy();
  }, UNREAD_MS).unref();
}

/** The parts change with the version of the product only, and are asked for again after a day. */
function sendPart(response: ServerResponse, { contentType, body, encoding }: ExplorerPart): void {
  response.writeHead(200, {
    'Content-Type': contentType,
    'Content-Length': body.length,
    'Cache-Control': 'public, max-age=86400',
    Vary: 'Accept-Encoding',
    ...(encoding && { 'Content-Encoding': encoding }),
  });
  response.end(body);
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
