import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createDatabase,
  connectionOf,
  freePort,
  type OwnPostgres,
  startOwnPostgres,
  startRedis,
} from '@headrace/testkit';
import pg from 'pg';
import { Program } from './process';

/** The product from outside, with processes of its own to kill. */
export interface FaultWorld {
  readonly api: Program;
  readonly worker: Program;
  /** Another worker on the same stores, not started yet; the world stops it. */
  secondWorker(): Program;
  /** With `ownPostgres` only. */
  readonly postgres: OwnPostgres | null;
  readonly redisUrl: string | null;
  graphql<T>(query: string, variables?: Record<string, unknown>): Promise<T>;
  /** Starts so many executions of a flow of the namespace `test`; answers the ids that were acknowledged. */
  startExecutions(flowId: string, count: number): Promise<string[]>;
  saveFlow(source: string): Promise<void>;
  query<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

export async function createFaultWorld({
  ownPostgres = false,
  redis = false,
}: {
  ownPostgres?: boolean;
  redis?: boolean;
}): Promise<FaultWorld | null> {
  const redisServer = redis ? await startRedis() : null;
  if (redis && !redisServer) return null;
  const postgres = ownPostgres ? await startOwnPostgres() : null;
  const shared = postgres ? null : await createDatabase({ migrated: false });
  const databaseUrl = postgres?.url ?? shared?.url ?? '';
  const storage = await mkdtemp(join(tmpdir(), 'headrace-files-'));
  const env = {
    DATABASE_URL: databaseUrl,
    HEADRACE_STORAGE: storage,
    HEADRACE_PORT: String(await freePort()),
    // Not the default of ten seconds: what is proven does not depend on it, and these tests wait for it often.
    HEADRACE_LEASE_MS: '3000',
    ...(redisServer && { REDIS_URL: redisServer.url }),
  };
  const api = new Program('api', env);
  const worker = new Program('worker', env);
  await Promise.all([api.start(), worker.start()]);
  // A pool and not one connection: it survives a restart of the server.
  const pool = new pg.Pool({ ...connectionOf(databaseUrl), max: 2 });
  pool.on('error', () => {});

  const others: Program[] = [];
  const world: FaultWorld = {
    api,
    worker,
    secondWorker() {
      const other = new Program('worker', env);
      others.push(other);
      return other;
    },
    postgres,
    redisUrl: redisServer?.url ?? null,
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
    async startExecutions(flowId, count) {
      const ids: string[] = [];
      const starts = Array.from({ length: count }, async () => {
        const { createExecution } = await world.graphql<{
          createExecution: { execution?: { id: string } };
        }>(
          `mutation Start($input: CreateExecutionInput!) {
            createExecution(input: $input) { ... on CreateExecutionSuccess { execution { id } } }
          }`,
          { input: { namespace: 'test', flowId } },
        );
        if (createExecution.execution) ids.push(createExecution.execution.id);
      });
      await Promise.allSettled(starts);
      return ids;
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
      await Promise.all([api, worker, ...others].map((program) => program.stop()));
      await pool.end();
      await postgres?.stop();
      await shared?.drop();
      await redisServer?.stop();
      await rm(storage, { recursive: true, force: true });
    },
  };
  return world;
}

/** Looks again and again until it is so. Trouble while looking (a server that is away) is no answer. */
export async function until(what: string, isSo: () => Promise<boolean>, limitMs = 90_000): Promise<void> {
  const startedAtMs = performance.now();
  for (;;) {
    const answer = await isSo().catch(() => false);
    if (answer) return;
    if (performance.now() - startedAtMs > limitMs) throw new Error(`in vain waited for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
