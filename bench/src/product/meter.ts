import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { processorMsOf, processorMsOfFamily, processorMsOfMachine } from './processor';
import type { Product } from './product';
import type { Resources } from './resources';

/** The processes of the product. */
export const PROCESSES = ['api', 'worker', 'postgres'] as const;

/**
 * Milliseconds of processor of the product's processes, of the benchmark itself (`load`), and of everything else on the machine:
 * where that is much, the figures are those of a busy machine.
 */
export type ProcessorMs = Readonly<Record<(typeof PROCESSES)[number] | 'load' | 'others', number>>;

/** What has been used up to a moment, or between two. */
export interface Usage {
  readonly elapsedMs: number;
  readonly processorMs: ProcessorMs;
  readonly walBytes: number;
}

/** What the database counts. Complete only in what `settled` answers. */
export interface Counts {
  readonly elapsedMs: number;
  /** Committed and rolled back, in the database of the product, without ours. */
  readonly transactions: number;
  /** How often WAL was forced to the disk. */
  readonly walSyncs: number;
}

/** Looks at the product from outside: the process table, PostgreSQL's statistics, and `executions.ended_at`. */
export interface Meter {
  usage(): Promise<Usage>;
  /** The counts when every connection has told its own; that takes `SETTLING_MS`. */
  settled(): Promise<Counts>;
  /** The counts as they are known now, a second late for busy connections. */
  counts(): Promise<Counts>;
  /** Answers when the last one has ended, as milliseconds since the epoch. @throws Error after `limitMs` */
  untilAllEnded(limitMs?: number): Promise<number>;
  /** Resolves when this execution has ended. */
  untilEnded(executionId: string): Promise<void>;
  /** When each execution ended, in milliseconds since the epoch; only those that have ended. */
  ends(): Promise<ReadonlyMap<string, number>>;
  countEnded(): Promise<number>;
}

/** A connection tells what it counted at most once a second, and what it did last only when it was idle for ten. */
export const SETTLING_MS = 11_000;

const LONGEST_WAIT_MS = 600_000;
const LOOK_EVERY_MS = 50;
/** Looking for the end of one execution reads one row by its key. */
const LOOK_AT_ONE_EVERY_MS = 4;
/** Looking takes this part of the time at most. */
const LOOKING_PART = 0.1;

export async function openMeter(product: Product, resources: Resources): Promise<Meter> {
  // What is asked there is not counted in the product's database.
  const statistics = await connect(product.databaseUrl, 'postgres', resources);
  const executions = await connect(product.databaseUrl, undefined, resources);
  const database = new URL(product.databaseUrl).pathname.slice(1);
  const own = new Set([await backendOf(statistics), await backendOf(executions)]);
  let ownTransactions = 0;

  async function ask<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    ownTransactions += 1;
    return (await executions.query<Row>(text, values)).rows;
  }

  async function counts(): Promise<Counts> {
    const { rows } = await statistics.query<{ transactions: number; walSyncs: number }>(
      `SELECT (xact_commit + xact_rollback)::float8 AS transactions,
        (SELECT coalesce(sum(fsyncs), 0)::float8 FROM pg_stat_io WHERE object = 'wal') AS "walSyncs"
        FROM pg_stat_database WHERE datname = $1`,
      [database],
    );
    const [row] = rows;
    if (!row) throw new Error(`PostgreSQL does not know the database ${database}`);
    return {
      elapsedMs: performance.now(),
      transactions: row.transactions - ownTransactions,
      walSyncs: row.walSyncs,
    };
  }

  const meter: Meter = {
    async usage() {
      const { rows } = await statistics.query<{ wal: number }>(
        `SELECT (pg_current_wal_insert_lsn() - '0/0')::float8 AS wal`,
      );
      const { user, system } = process.cpuUsage();
      const known = {
        api: processorMsOf(product.apiPid()),
        worker: sum(product.workerPids().map(processorMsOf)),
        postgres: processorMsOfFamily(product.postmasterPid, own),
        load: (user + system) / 1000,
      };
      return {
        elapsedMs: performance.now(),
        processorMs: { ...known, others: processorMsOfMachine() - sum(Object.values(known)) },
        walBytes: rows[0]?.wal ?? Number.NaN,
      };
    },
    async settled() {
      await sleep(SETTLING_MS);
      return counts();
    },
    counts,
    async untilAllEnded(limitMs = LONGEST_WAIT_MS) {
      await until('all executions to end', limitMs, LOOK_EVERY_MS, async () => {
        const [row] = await ask<{ open: boolean }>(
          'SELECT EXISTS (SELECT 1 FROM executions WHERE ended_at IS NULL) AS open',
        );
        return row?.open === false;
      });
      const [row] = await ask<{ at: number }>(
        'SELECT (extract(epoch FROM max(ended_at)) * 1000)::float8 AS at FROM executions',
      );
      return row?.at ?? Number.NaN;
    },
    async untilEnded(executionId) {
      await until(
        `execution ${executionId} to end`,
        LONGEST_WAIT_MS,
        LOOK_AT_ONE_EVERY_MS,
        async () =>
          (await ask('SELECT 1 FROM executions WHERE id = $1 AND ended_at IS NOT NULL', [executionId]))
            .length > 0,
      );
    },
    async ends() {
      const rows = await ask<{ id: string; at: number }>(
        'SELECT id, (extract(epoch FROM ended_at) * 1000)::float8 AS at FROM executions WHERE ended_at IS NOT NULL',
      );
      return new Map(rows.map(({ id, at }) => [id, at]));
    },
    async countEnded() {
      const [row] = await ask<{ count: number }>(
        'SELECT count(*)::int AS count FROM executions WHERE ended_at IS NOT NULL',
      );
      return row?.count ?? Number.NaN;
    },
  };
  return meter;
}

async function connect(
  databaseUrl: string,
  database: string | undefined,
  resources: Resources,
): Promise<pg.Client> {
  const url = new URL(databaseUrl);
  if (database !== undefined) url.pathname = `/${database}`;
  const client = new pg.Client({ connectionString: url.toString(), application_name: 'bench' });
  client.on('error', () => {}); // the query that it interrupts rejects
  resources.add(() => client.end());
  await client.connect();
  return client;
}

async function backendOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]?.pid ?? 0;
}

/** Looks again and again until it is so. @throws Error when it takes longer than the limit */
export async function until(
  what: string,
  limitMs: number,
  everyMs: number,
  isSo: () => Promise<boolean>,
): Promise<void> {
  const startedAtMs = performance.now();
  for (;;) {
    const lookedAtMs = performance.now();
    if (await isSo()) return;
    const tookMs = performance.now() - lookedAtMs;
    if (lookedAtMs - startedAtMs > limitMs)
      throw new Error(`Waited ${Math.round(limitMs / 1000)} s in vain for ${what}`);
    await sleep(Math.max(everyMs, tookMs / LOOKING_PART));
  }
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export function usageBetween(earlier: Usage, later: Usage): Usage {
  const between = (name: keyof ProcessorMs): number => later.processorMs[name] - earlier.processorMs[name];
  return {
    elapsedMs: later.elapsedMs - earlier.elapsedMs,
    processorMs: {
      api: between('api'),
      worker: between('worker'),
      postgres: between('postgres'),
      load: between('load'),
      others: between('others'),
    },
    walBytes: later.walBytes - earlier.walBytes,
  };
}

export function countsBetween(earlier: Counts, later: Counts): Counts {
  return {
    elapsedMs: later.elapsedMs - earlier.elapsedMs,
    transactions: later.transactions - earlier.transactions,
    walSyncs: later.walSyncs - earlier.walSyncs,
  };
}

/** What is left of counts without what an idle product does in the same time. */
export function withoutIdle(counts: Counts, idle: Counts): Counts {
  const part = counts.elapsedMs / idle.elapsedMs;
  return {
    elapsedMs: counts.elapsedMs,
    transactions: counts.transactions - idle.transactions * part,
    walSyncs: counts.walSyncs - idle.walSyncs * part,
  };
}
