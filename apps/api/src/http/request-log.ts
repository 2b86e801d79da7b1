import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '@headrace/runtime';
import type { RequestNotes } from './notes';
import { shownPath } from './paths';
import { type LoopWatch, watchLoop } from './loop-watch';

/** How loud a line for each request is. */
export type AccessLogLevel = 'info' | 'debug' | 'off';

export interface RequestLogOptions {
  readonly log: Log;
  readonly accessLog: AccessLogLevel;
  /** A request that takes longer until its answer begins is told as a warning. */
  readonly slowRequestMs: number;
  /** An event loop that is held up for longer is told as a warning. */
  readonly heldUpMs?: number;
}

/** One request on its way. Times are those of `performance.now()`. */
export interface Exchange {
  readonly id: string;
  readonly notes: RequestNotes;
  /** The body is there. */
  bodyRead(): void;
  /** The answer is there, and about to be sent. A stream is one when it begins. */
  answered(): void;
  /** It is slow because that is what was asked for. */
  mayTakeItsTime(): void;
}

export interface RequestLog {
  begin(request: IncomingMessage, response: ServerResponse, path: string): Exchange;
  stop(): void;
}

/** Programs and proxies look whether we are alive, and pages fetch their parts: too often to be told. */
const QUIET = /^\/(ping|health)$|^\/_next\//;
const HELD_UP_MS = 250;
/** Requests that are named when the event loop was held up. */
const NAMED = 5;
const REMEMBERED = 20;
/** An id from outside is taken when it cannot be mistaken for anything else. */
const REQUEST_ID = /^[\w.-]{8,64}$/;

interface Told {
  readonly id: string;
  readonly method: string | undefined;
  readonly path: string;
  readonly notes: RequestNotes;
  readonly startedMs: number;
  bodyMs?: number;
  answeredMs?: number;
  endedMs?: number;
  isPatient?: boolean;
}

/** Writes one line a request, and warns of what is slow. Neither queries nor keys of webhooks are written down. */
export function createRequestLog(options: RequestLogOptions): RequestLog {
  const { log, accessLog, slowRequestMs, heldUpMs = HELD_UP_MS } = options;
  const underWay = new Set<Told>();
  const ended: Told[] = [];
  const watch: LoopWatch = watchLoop(heldUpMs, ({ ms, atMs }) => {
    // What held it up may have ended in the same turn.
    const suspects = [...underWay, ...ended.filter(({ endedMs = 0 }) => endedMs > atMs - ms - 1_000)];
    const requests = suspects.sort((a, b) => a.startedMs - b.startedMs).slice(0, NAMED);
    log.warn({ ms, requests: requests.map(nameOf) }, 'the event loop was held up: nobody was answered');
  });

  function end(told: Told, status: number, bytes: number): void {
    underWay.delete(told);
    told.endedMs = performance.now();
    ended.push(told);
    if (ended.length > REMEMBERED) ended.shift();
    const { id, method, path, notes, startedMs } = told;
    const ms = rounded(told.endedMs - startedMs);
    const about = { id, method, path, status, ms, bytes, operation: notes.operation, cost: notes.cost };
    if (accessLog !== 'off') log[QUIET.test(path) ? 'debug' : accessLog](about, 'request');
    const workedMs = (told.answeredMs ?? told.endedMs) - startedMs;
    if (workedMs > slowRequestMs && !told.isPatient)
      log.warn({ ...about, waited: waitedFor(told, watch) }, 'a slow request');
  }

  return {
    begin(request, response, path) {
      const sent = request.headers['x-request-id'];
      const id = typeof sent === 'string' && REQUEST_ID.test(sent) ? sent : randomUUID();
      const { socket } = request;
      const before = socket.bytesWritten;
      const told: Told = {
        id,
        method: request.method,
        path: shownPath(path),
        notes: {},
        startedMs: performance.now(),
      };
      underWay.add(told);
      response.setHeader('X-Request-Id', id);
      response.once('close', () => {
        const status = response.writableFinished ? response.statusCode : CLIENT_GONE;
        end(told, status, socket.bytesWritten - before);
      });
      return {
        id,
        notes: told.notes,
        bodyRead: () => (told.bodyMs = performance.now()),
        answered: () => (told.answeredMs ??= performance.now()),
        mayTakeItsTime: () => (told.isPatient = true),
      };
    },
    stop: () => watch.stop(),
  };
}

/** What other servers write, too, for a client that did not wait for its answer. */
const CLIENT_GONE = 499;

function waitedFor({ startedMs, bodyMs, answeredMs, endedMs, notes }: Told, watch: LoopWatch): object {
  const end = answeredMs ?? endedMs ?? startedMs;
  return {
    bodyMs: rounded((bodyMs ?? startedMs) - startedMs),
    workMs: rounded(end - (bodyMs ?? startedMs)),
    field: notes.slowest?.field,
    fieldMs: notes.slowest && rounded(notes.slowest.ms),
    loopHeldUpMs: watch.heldSince(startedMs),
  };
}

function nameOf({ method, path, notes: { operation } }: Told): string {
  return operation === undefined ? `${method} ${path}` : `${method} ${path} ${operation}`;
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}
