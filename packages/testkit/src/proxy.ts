import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import type pg from 'pg';
import { Link, type Mood, type ProxyTarget } from './proxy.link';

export type { ProxyTarget };

/** A TCP proxy on the loopback interface that misbehaves on request: the network between a program and its store. */
export interface Proxy {
  /** Where it listens, on 127.0.0.1. */
  readonly port: number;
  readonly stats: ProxyStats;
  /**
   * Keeps connections open and forwards nothing in either direction, neither bytes nor ends, as a network that drops every packet.
   * Connections that come later are silent from their first byte, unless `onlyOpen`.
   */
  silence(options?: { readonly onlyOpen?: boolean }): void;
  /**
   * Is silent from the first request on for which the condition holds: it is the first that is held back, and the server gets it
   * after `resume`, also when its client has gone meanwhile. The condition is asked as for `cutAfter`. Resolves when it is silent.
   */
  silenceAt(isRequest: (sent: Buffer) => boolean): Promise<void>;
  /** Each chunk travels this much longer, in either direction; in milliseconds, 0 = as fast as it can. */
  delay(ms: number): void;
  /** Resets new connections. */
  refuse(): void;
  /** Forwards everything at once again, first what was held back: ends `silence`, `delay` and `refuse`. */
  resume(): void;
  /** Destroys all connections, on both sides. */
  cutAll(): void;
  /**
   * "Executed but timed out", once: the first request for which the condition holds is forwarded and its answer awaited, then both
   * connections are destroyed and the client never sees the answer. The condition is asked with all bytes that a connection has
   * sent since it last got an answer. Resolves after the cut.
   */
  cutAfter(isRequest: (sent: Buffer) => boolean): Promise<void>;
  /** Destroys all connections and stops to listen. Safe to call twice. */
  close(): Promise<void>;
}

/** What has happened so far; `open` is what is there now. */
export interface ProxyStats {
  readonly accepted: number;
  readonly refused: number;
  readonly open: number;
  /** Connections destroyed by `cutAll` and `cutAfter`. */
  readonly cut: number;
  readonly bytesToServer: number;
  readonly bytesToClient: number;
}

/** Listens on a port of its own and connects to the server, by TCP or a unix socket, for each client that comes. */
export async function createProxy(target: ProxyTarget): Promise<Proxy> {
  const links = new Set<Link>();
  const mood: Mood = { delayMs: 0, cut: undefined, silenceAt: undefined };
  const stats = { accepted: 0, refused: 0, open: 0, cut: 0, bytesToServer: 0, bytesToClient: 0 };
  let isSilent = false;
  let isRefusing = false;

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client: Socket) => {
    if (isRefusing) {
      stats.refused += 1;
      client.on('error', () => undefined).resetAndDestroy();
      return;
    }
    stats.accepted += 1;
    const link = new Link({ client, target, mood, stats, isSilent, onEnd: () => void links.delete(link) });
    links.add(link);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  const silence = ({ onlyOpen = false } = {}) => {
    isSilent = !onlyOpen;
    for (const link of links) link.silence();
  };
  const cutAll = () => {
    for (const link of links) link.cut();
  };
  let closing: Promise<unknown> | undefined;
  return {
    port: (server.address() as AddressInfo).port,
    get stats() {
      return { ...stats, open: links.size };
    },
    silence,
    silenceAt: (isRequest) =>
      new Promise((resolve) => {
        const onRequest = () => {
          silence();
          resolve();
        };
        mood.silenceAt = { isRequest, onRequest };
      }),
    delay: (ms) => {
      mood.delayMs = ms;
    },
    refuse: () => {
      isRefusing = true;
    },
    resume: () => {
      isSilent = false;
      isRefusing = false;
      mood.delayMs = 0;
      for (const link of links) link.resume();
    },
    cutAll,
    cutAfter: (isRequest) =>
      new Promise((resolve) => {
        mood.cut = { isRequest, onCut: resolve };
      }),
    close: async () => {
      isRefusing = true;
      cutAll();
      closing ??= new Promise((resolve) => server.close(resolve));
      await closing;
    },
  };
}

/** Where the server of a connection listens: a folder as its host means a unix socket. */
export function postgresTarget({ host = 'localhost', port = 5432 }: pg.ClientConfig): ProxyTarget {
  return host.startsWith('/') ? { path: join(host, `.s.PGSQL.${port}`) } : { host, port };
}
