import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startWorker } from '@headrace/worker';
import {
  connectionOf,
  createRuntime,
  openPorts,
  type Ports,
  type Runtime,
  noSecrets,
  silentLog,
} from '@headrace/runtime';
import { startRedis } from '@headrace/testkit';
import pg from 'pg';
import { startPostgres } from '../../tools/postgres.mjs';

export type Driver = 'postgres' | 'redis';

/** Attempts at the same time, for both sides of every comparison. */
export const CONCURRENCY = 32;
/** Callers that start executions at the same time, likewise. */
export const CREATORS = 16;
const MIGRATIONS = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));

/** The stores as the product uses them: durable commits, its own pool size. */
export interface Stores {
  readonly drivers: readonly Driver[];
  /** An empty, migrated database and ports on it. */
  ports(driver: Driver): Promise<Ports>;
  close(): Promise<void>;
}

export async function startStores(): Promise<Stores> {
  const folder = mkdtempSync(join(tmpdir(), 'headrace-bench-'));
  // As root the server belongs to another user, who must be able to pass.
  chmodSync(folder, 0o711);
  const postgres = await startPostgres({ dataDir: join(folder, 'data/postgres'), fsync: true });
  const redis = await startRedis();
  let databases = 0;
  return {
    drivers: redis ? ['postgres', 'redis'] : ['postgres'],
    async ports(driver) {
      databases += 1;
      const name = `bench_${databases}`;
      const admin = new pg.Client(connectionOf(postgres.url));
      await admin.connect();
      await admin.query(`CREATE DATABASE ${name}`);
      await admin.end();
      const url = new URL(postgres.url);
      url.pathname = `/${name}`;
      return openPorts({
        databaseUrl: url.toString(),
        redisUrl: driver === 'redis' ? redis?.url : undefined,
        migrationsDirectory: MIGRATIONS,
        prefix: name,
        storageDirectory: join(folder, 'storage'),
        cipher: null,
        secrets: noSecrets,
        envs: {},
        globals: {},
        log: silentLog,
      });
    },
    async close() {
      await redis?.stop();
      await postgres.stop();
      rmSync(postgres.folder, { recursive: true, force: true });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Headrace itself in this process: a runtime and a worker. */
export async function startHeadrace(ports: Ports): Promise<{ runtime: Runtime; stop(): Promise<void> }> {
  const runtime = createRuntime(ports);
  const worker = await startWorker({ runtime, concurrency: CONCURRENCY });
  return {
    runtime,
    stop: async () => {
      await worker.stop();
      await ports.close();
    },
  };
}
