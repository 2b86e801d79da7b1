import { chmodSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { superviseChild } from '../../../tools/child.mjs';
import { encryptionKey } from '../../../tools/encryption-key.mjs';
import { startPostgres } from '../../../tools/postgres.mjs';
import { ROOT } from '../../../tools/settings.mjs';
import { makeProductFolder, postgresFolderOf } from './leftovers';
import type { Resources } from './resources';

/** The product as `npm start` runs it: PostgreSQL, the api and workers as processes of their own. */
export interface Product {
  /** Of the api: the port on this machine. */
  readonly port: number;
  readonly databaseUrl: string;
  readonly postmasterPid: number;
  apiPid(): number;
  /** Of the workers that run now. */
  workerPids(): readonly number[];
  /** Resolves when it takes attempts. */
  startWorker(settings?: WorkerSettings): Promise<void>;
  /** Stops all workers as the supervisor would; what they run ends first. */
  stopWorkers(): Promise<void>;
  /** Ends all workers at once, as a crash would. */
  killWorkers(): void;
}

export interface WorkerSettings {
  /** Attempts at the same time; the product's own default when absent. */
  readonly concurrency?: number;
}

interface Running {
  pid: number;
  stop(): Promise<void>;
  kill(): void;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Starts the product without workers in a folder of its own on a free port: the same functions of `tools/`, the same durable
 * commits, the same environment as `npm start`. What it starts is added to `resources`.
 */
export async function startProduct(resources: Resources, say: (text: string) => void): Promise<Product> {
  const folder = makeProductFolder();
  // As root the server belongs to another user, who must be able to pass.
  chmodSync(folder, 0o711);
  resources.add(async () => rmSync(folder, { recursive: true, force: true }));
  const starting = startPostgres({ dataDir: postgresFolderOf(folder) });
  resources.add(async () => {
    const started = await starting.catch(() => undefined);
    await started?.stop();
    if (started) rmSync(started.folder, { recursive: true, force: true });
  });
  const postgres = await starting;
  const env = environmentOf(folder, postgres.url, encryptionKey(undefined, postgres.folder));

  async function start(name: 'api' | 'worker', added: Environment): Promise<Running & { address?: string }> {
    resources.check();
    let count = 0;
    const running: Running = { pid: 0, stop: () => child.stop(), kill: () => child.kill() };
    const child = superviseChild({
      name,
      script: join(ROOT, `apps/${name}/dist/main.js`),
      // Next.js' types make NODE_ENV obligatory; it is among ours.
      env: { ...env, ...added } as NodeJS.ProcessEnv,
      logPath: join(folder, `data/logs/${name}.log`),
      say,
      onStart: (pid) => {
        running.pid = pid;
        count += 1;
        if (count > 1) say(`The ${name} ended and was started again: these figures are not worth much.`);
      },
    });
    resources.add(() => child.stop());
    return Object.assign(running, await child.firstReady);
  }

  const api = await start('api', {});
  const workers: Running[] = [];
  return {
    port: Number(new URL(api.address ?? '').port),
    databaseUrl: postgres.url,
    postmasterPid: postgres.pid,
    apiPid: () => api.pid,
    workerPids: () => workers.map(({ pid }) => pid),
    async startWorker({ concurrency } = {}) {
      const added = concurrency === undefined ? {} : { HEADRACE_CONCURRENCY: String(concurrency) };
      workers.push(await start('worker', added));
    },
    async stopWorkers() {
      await Promise.all(workers.splice(0).map((worker) => worker.stop()));
    },
    killWorkers() {
      for (const worker of workers.splice(0)) worker.kill();
    },
  };
}

/** That of `tools/supervisor.mjs`; the stores are always the embedded ones. */
function environmentOf(folder: string, databaseUrl: string, key: string): Environment {
  const { REDIS_URL: _, ...own } = process.env;
  return {
    ...own,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    HEADRACE_HOST: '127.0.0.1',
    HEADRACE_PORT: '0',
    HEADRACE_DATA: join(folder, 'data'),
    HEADRACE_STORAGE: join(folder, 'data/storage'),
    HEADRACE_ENCRYPTION_KEY: key,
    DATABASE_URL: databaseUrl,
  };
}
