import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  connectionOf,
  createDatabase,
  createProxy,
  freePort,
  type OwnPostgres,
  postgresTarget,
  startOwnPostgres,
  startRedis,
} from '@headrace/testkit';
import pg from 'pg';
import { Program } from './process';

export interface FaultWorldOptions {
  /** A server of its own, to kill. */
  readonly ownPostgres?: boolean;
  /** Queue and bus on a Redis of its own. */
  readonly redis?: boolean;
  /** The api and each worker reach the database through a proxy each. */
  readonly proxied?: boolean;
  /**
   * How long a worker may be silent. Where one dies: not the product's ten seconds, because what is proven does not depend on it
   * and the test waits for it. Where none dies: the product's, so that a busy machine kills none.
   */
  readonly leaseMs?: number;
  /** Attempts of one worker at the same time. */
  readonly concurrency?: number;
  /** False: the first worker is not started yet. */
  readonly isWorkerStarted?: boolean;
  /** False: the api is not started yet. */
  readonly isApiStarted?: boolean;
}

/** The product's own, and the short one. */
export const LEASE_MS = 10_000;
export const SHORT_LEASE_MS = 3_000;

/** The product from outside, with processes of its own to kill. */
export interface FaultWorld {
  readonly api: Program;
  readonly worker: Program;
  /** All of them, the added ones too. */
  readonly programs: readonly Program[];
  readonly leaseMs: number;
  /** Another worker on the same stores, not started yet; the world stops it. */
  addWorker(): Promise<Program>;
  /** With `ownPostgres` only. */
  readonly postgres: OwnPostgres | null;
  readonly redisUrl: string | null;
  graphql<T>(query: string, variables?: Record<string, unknown>): Promise<T>;
  /** Starts an execution of a flow of the namespace `test`; rejects when it was not acknowledged. */
  startExecution(flowId: string): Promise<string>;
  /** Starts so many; answers the ids that were acknowledged. */
  startExecutions(flowId: string, count: number): Promise<string[]>;
  saveFlow(source: string): Promise<void>;
  /** Asks the database itself, not through a proxy. */
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** null = this machine has no Redis. */
export async function createFaultWorld(options: FaultWorldOptions = {}): Promise<FaultWorld | null> {
  const { leaseMs = LEASE_MS, isWorkerStarted = true, isApiStarted = true, proxied = false } = options;
  const redis = options.redis ? await startRedis() : null;
  if (options.redis && !redis) return null;
  const postgres = options.ownPostgres ? await startOwnPostgres() : null;
  const shared = postgres ? null : await createDatabase();
  const databaseUrl = postgres?.url ?? shared?.url ?? '';
  const storage = await mkdtemp(join(tmpdir(), 'headrace-files-'));
  const env = {
    HEADRACE_STORAGE: storage,
    HEADRACE_LEASE_MS: String(leaseMs),
    HEADRACE_CONCURRENCY: String(options.concurrency ?? 32),
    ...(redis && { REDIS_URL: redis.url }),
  };
  const programs: Program[] = [];
  async function add(name: 'api' | 'worker', more: Readonly<Record<string, string>> = {}): Promise<Program> {
    const proxy = proxied ? await createProxy(postgresTarget(connectionOf(databaseUrl))) : null;
    const DATABASE_URL = proxy ? urlThrough(databaseUrl, proxy.port) : databaseUrl;
    const program = new Program(name, { ...env, ...more, DATABASE_URL }, proxy);
    programs.push(program);
    return program;
  }
  const api = await add('api', { HEADRACE_PORT: String(await freePort()) });
  const worker = await add('worker');
  // A pool and not one connection: it survives a restart of the server.
  const pool = new pg.Pool({ ...connectionOf(databaseUrl), max: 2 });
  pool.on('error', () => {});

  const world: FaultWorld = {
    api,
    worker,
    programs,
    leaseMs,
    addWorker: () => add('worker'),
    postgres,
    redisUrl: redis?.url ?? null,
    async graphql(query, variables = {}) {
      const response = await fetch(`${api.address}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      });
      const { data, errors } = (await response.json()) as { data: never; errors?: unknown };
      if (errors) throw new Error(JSON.stringify(errors));
      return data;
    },
    async startExecution(flowId) {
      const { createExecution } = await world.graphql<{ createExecution: { execution?: { id: string } } }>(
        `mutation Start($input: CreateExecutionInput!) {
          createExecution(input: $input) { ... on CreateExecutionSuccess { execution { id: executionId } } }
        }`,
        { input: { namespace: 'test', flowId } },
      );
      if (!createExecution.execution) throw new Error(`${flowId} was not started`);
      return createExecution.execution.id;
    },
    async startExecutions(flowId, count) {
      const starts = Array.from({ length: count }, () => world.startExecution(flowId));
      const results = await Promise.allSettled(starts);
      return results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
    },
    async saveFlow(source) {
      const { saveFlow } = await world.graphql<{ saveFlow: { __typename: string } }>(
        'mutation Save($input: SaveFlowInput!) { saveFlow(input: $input) { __typename } }',
        { input: { source } },
      );
      if (saveFlow.__typename !== 'SaveFlowSuccess') throw new Error(saveFlow.__typename);
    },
    query: async (text, values = []) => (await pool.query(text, values)).rows,
    async close() {
      for (const { proxy } of programs) proxy?.resume();
      await Promise.all(programs.map((program) => program.kill()));
      await pool.end();
      await Promise.all(programs.flatMap(({ proxy }) => proxy?.close() ?? []));
      await postgres?.stop();
      await shared?.drop();
      await redis?.stop();
      await rm(storage, { recursive: true, force: true });
    },
  };
  try {
    const first = [...(isApiStarted ? [api] : []), ...(isWorkerStarted ? [worker] : [])];
    await Promise.all(first.map((program) => program.start()));
  } catch (error) {
    await world.close();
    throw error;
  }
  return world;
}

/** Runs a test in a world of its own; not at all, and loudly, where it needs a Redis that the machine has not. */
export async function withWorld(
  options: FaultWorldOptions,
  run: (world: FaultWorld) => Promise<void>,
): Promise<void> {
  const world = await createFaultWorld(options);
  if (!world) {
    process.stderr.write(
      'SKIPPED: this machine has no redis-server, so the Redis driver is not tested here.\n',
    );
    return;
  }
  try {
    await run(world);
  } finally {
    await world.close();
  }
}

function urlThrough(databaseUrl: string, port: number): string {
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  url.searchParams.delete('host');
  return url.toString();
}

const LOOK_EVERY_MS = 50;

/** Looks again and again until it is so. Trouble while looking (a server that is away) is no answer. */
export async function until(what: string, isSo: () => Promise<boolean>, limitMs = 120_000): Promise<void> {
  const startedAtMs = performance.now();
  for (;;) {
    const answer = await isSo().catch(() => false);
    if (answer) return;
    if (performance.now() - startedAtMs > limitMs) throw new Error(`in vain waited for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}

/** How many executions have ended. */
export async function ended(world: FaultWorld): Promise<number> {
  const [row] = await world.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM executions WHERE ended_at IS NOT NULL',
  );
  return row?.count ?? 0;
}

export async function untilAllEnded(world: FaultWorld, limitMs?: number): Promise<void> {
  await until(
    'all executions ended',
    async () => {
      const [row] = await world.query<{ open: boolean }>(
        'SELECT EXISTS (SELECT 1 FROM executions WHERE ended_at IS NULL) AS open',
      );
      return row?.open === false;
    },
    limitMs,
  );
}

/** Ids of the attempts in the hands of workers, or of one of them. */
export async function held(world: FaultWorld, workerId?: string): Promise<string[]> {
  const rows = await world.query<{ id: string }>(
    `SELECT id FROM attempts WHERE state = 'RUNNING' AND ($1::text IS NULL OR worker_id = $1)`,
    [workerId ?? null],
  );
  return rows.map(({ id }) => id);
}

/** What workers that are dead hold: known when the database has also done what they had asked for last. */
export async function heldByTheDead(world: FaultWorld): Promise<string[]> {
  await until('the database has nothing under way', async () => {
    const [row] = await world.query<{ busy: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
        AND application_name IN ('headrace', 'headrace-hot') AND state <> 'idle') AS busy`,
    );
    return row?.busy === false;
  });
  return held(world);
}

/** Ids of the workers that are known and not given up. */
export async function workerIds(world: FaultWorld): Promise<string[]> {
  const rows = await world.query<{ id: string }>('SELECT id FROM workers WHERE lost_at IS NULL ORDER BY id');
  return rows.map(({ id }) => id);
}
