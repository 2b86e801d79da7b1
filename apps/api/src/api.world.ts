import { createFollower, type Log, silentLog } from '@headrace/runtime';
import { createRuntimeWorld, type RuntimeWorld } from '@headrace/runtime/world';
import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { startWorker } from '../../worker/src/worker';
import { openPages } from './pages';
import { createApiServer, type Server, type ServerOptions } from './server';

/** A whole server and a worker in this process, on a database of their own. */
export interface ApiWorld extends RuntimeWorld {
  /** `http://127.0.0.1:port` */
  readonly base: string;
  readonly port: number;
  /** What the server wrote to its own log. */
  readonly logged: string[];
  /** How many feeds the first server follows for its clients. */
  followed(): number;
  /** A second server on the same stores. */
  secondServer(options?: OwnOptions): Promise<{ base: string; close(): Promise<void> }>;
  get(path: string, init?: RequestInit): Promise<Answer>;
  save(source: string): Promise<void>;
  graphql(query: string, variables?: object): Promise<Answer>;
  /** A client that reconnects by itself; ended with the world. */
  socket(base?: string): Client;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into answers that they expect to be as they say
  readonly json: any;
  readonly headers: Headers;
}

/** Large enough for every test but those of this limit. */
const MAX_UPLOAD_BYTES = 256 * 1024 * 1024;

/** What a test may set of the server. */
export type ApiWorldOptions = Partial<
  Pick<ServerOptions, 'maxUploadBytes' | 'requestTimeoutMs' | 'slowRequestMs' | 'accessLog'>
>;

/** What may be other on a second server. */
type OwnOptions = Partial<Pick<ServerOptions, 'publicUrl' | 'requestTimeoutMs'>>;

export async function createApiWorld({
  maxUploadBytes = MAX_UPLOAD_BYTES,
  ...settings
}: ApiWorldOptions = {}): Promise<ApiWorld> {
  const world = await createRuntimeWorld();
  const { runtime } = world;
  const logged: string[] = [];
  const note = (...parts: unknown[]) => void logged.push(JSON.stringify(parts, withErrors));
  const log: Log = { ...silentLog, info: note, warn: note, error: note };
  const worker = await startWorker({ runtime, concurrency: 4 });
  const clients: Client[] = [];
  const servers: Server[] = [];

  async function serve(own: OwnOptions = {}): Promise<{
    base: string;
    port: number;
    close(): Promise<void>;
    followed(): number;
  }> {
    const follower = createFollower({ pool: world.pool, bus: runtime.bus, tickMs: 5, safetyMs: 200 });
    const pages = await openPages('/nowhere');
    const server = createApiServer({
      runtime,
      follower,
      version: '1.2.3',
      pages,
      log,
      maxUploadBytes,
      ...settings,
      ...own,
    });
    servers.push(server);
    const port = await server.listen(0, '127.0.0.1');
    return {
      base: `http://127.0.0.1:${port}`,
      port,
      close: () => server.close(),
      followed: () => follower.followed(),
    };
  }
  const { base, port, followed } = await serve();

  const own: ApiWorld = {
    ...world,
    base,
    port,
    logged,
    followed,
    secondServer: serve,
    async get(path, init) {
      const response = await fetch(new URL(path, base), init);
      const text = await response.text();
      return { status: response.status, text, json: parsed(text), headers: response.headers };
    },
    async save(source) {
      const result = await runtime.saveFlow(source);
      if (result.kind !== 'saved') throw new Error(JSON.stringify(result));
    },
    graphql: (query, variables) =>
      own.get('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      }),
    socket(to = base) {
      const client = createClient({
        url: `${to.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        retryAttempts: 0,
      });
      clients.push(client);
      return client;
    },
    async close() {
      for (const client of clients) await client.dispose();
      for (const server of servers) await server.close();
      await worker.stop();
      await world.close();
    },
  };
  return own;
}

function withErrors(_: string, value: unknown): unknown {
  return value instanceof Error ? (value.stack ?? value.message) : value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A flow of one Log task. */
export function logs(id: string, more = ''): string {
  return `id: ${id}\nnamespace: test\n${more}\ntasks:\n  - id: hello\n    type: io.kestra.plugin.core.log.Log\n    message: Hello ${id}\n`;
}

/** A flow of one Return task with this format. */
export function returns(id: string, more: string, format: string): string {
  return `id: ${id}\nnamespace: test\n${more}\ntasks:\n  - id: show\n    type: io.kestra.plugin.core.debug.Return\n    format: |-\n      ${format}\n`;
}

/** A flow whose task fails and waits an hour to be tried again. */
export function neverEnding(id: string): string {
  return logs(id, 'retry: { type: constant, interval: PT1H, maxAttempt: 2 }').replace(
    `Hello ${id}`,
    '"{{ missing }}"',
  );
}
