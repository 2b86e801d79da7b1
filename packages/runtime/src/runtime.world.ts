import { createMemoryBus } from '@headrace/bus/memory';
import { createPostgresJournal, databaseClock, type LogLine, openDatabase } from '@headrace/db';
import { createMemoryQueue, MemoryQueueStore } from '@headrace/queue/memory';
import { createMemoryStorage } from '@headrace/storage';
import { createDatabase } from '@headrace/testkit';
import type pg from 'pg';
import { idSource } from './id';
import { silentLog } from './log';
import { type Held, taskRunOf } from './attempts';
import type { Ports } from './ports';
import { rescueOnce } from './rescue';
import { createRuntime, type Runtime } from './runtime';
import { createCipher } from './secret/cipher';
import { environmentSecrets } from './secret/secrets';

export { isEncrypted } from './secret/cipher';

/** A runtime on a database of its own, with queue and bus in memory. Nothing runs by itself. */
export interface RuntimeWorld {
  readonly runtime: Runtime;
  readonly pool: pg.Pool;
  readonly queueStore: MemoryQueueStore;
  /** Another process on the same stores: its caches are empty. */
  secondRuntime(): Promise<Runtime>;
  /** Saves a flow and starts it. */
  start(source: string, inputs?: Record<string, unknown>): Promise<string>;
  /** The attempt that can be claimed, claimed by a worker. */
  claim(executionId: string, workerId?: string): Promise<Held>;
  /** Makes a worker known, which holds its lease for an hour. */
  register(workerId: string): Promise<void>;
  /** Ids of the attempts of an execution in a state, oldest first. */
  attemptIds(executionId: string, state: string): Promise<string[]>;
  /** Lets the lease of every worker run out. */
  expireLeases(): Promise<void>;
  /** A round of rescue, as if the database had been up for long. */
  rescue(): Promise<number>;
  stateOf(executionId: string): Promise<string | undefined>;
  /** Kinds of the stored events in order; checks that they are numbered from 1 without a gap up to the execution's seq. */
  eventKinds(executionId: string): Promise<string[]>;
  /** Number of rows of a table. */
  count(table: 'executions' | 'flows' | 'flow_revisions' | 'log_lines' | 'signals'): Promise<number>;
  close(): Promise<void>;
}

export interface RuntimeWorldOptions {
  /** False: no encryption key is configured. */
  readonly isEncrypting?: boolean;
  /** Secrets by name. */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly settings?: Ports['settings'];
}

export async function createRuntimeWorld({
  isEncrypting = true,
  secrets = {},
  settings = { envs: {}, globals: {} },
}: RuntimeWorldOptions = {}): Promise<RuntimeWorld> {
  const own = await createDatabase();
  const database = openDatabase({ connection: own.connection });
  const { pool } = database;
  const queueStore = new MemoryQueueStore();
  const queue = createMemoryQueue(queueStore);
  const bus = createMemoryBus();
  const clock = databaseClock(pool);
  const variables = Object.entries(secrets).map(([name, secret]) => [`SECRET_${name}`, btoa(secret)]);
  const ports: Ports = {
    connection: own.connection,
    database,
    journal: createPostgresJournal({ pool: database.hot }),
    queue,
    bus,
    storage: createMemoryStorage(),
    cipher: isEncrypting ? createCipher([btoa('k'.repeat(32))]) : null,
    secrets: environmentSecrets(Object.fromEntries(variables) as Record<string, string>),
    settings,
    clock,
    newId: idSource(() => clock.now().getTime()),
    log: silentLog,
    close: async () => {},
  };
  const runtime = createRuntime(ports);

  const world: RuntimeWorld = {
    runtime,
    pool,
    queueStore,
    secondRuntime: async () => createRuntime(ports),
    async start(source, inputs = {}) {
      const saved = await runtime.saveFlow(source);
      if (saved.kind !== 'saved') throw new Error(JSON.stringify(saved));
      const { namespace, flowId } = saved;
      const started = await runtime.startExecution({ namespace, flowId, inputs });
      if (started.kind !== 'started') throw new Error(JSON.stringify(started));
      return started.executionId;
    },
    async claim(executionId, workerId = 'worker') {
      await world.register(workerId);
      const attemptIds = await world.attemptIds(executionId, 'READY');
      const [held] = await runtime.attempts.claim(workerId, attemptIds, 1);
      if (!held) throw new Error(`nothing of ${executionId} can be claimed`);
      return held;
    },
    async register(workerId) {
      await pool.query(
        `INSERT INTO workers (id, started_at, lease_until) VALUES ($1, now(), now() + interval '1 hour')
          ON CONFLICT (id) DO UPDATE SET lease_until = excluded.lease_until, lost_at = NULL`,
        [workerId],
      );
    },
    async attemptIds(executionId, state) {
      const { rows } = await pool.query<{ id: string }>(
        'SELECT id FROM attempts WHERE execution_id = $1 AND state = $2 ORDER BY id',
        [executionId, state],
      );
      return rows.map(({ id }) => id);
    },
    async expireLeases() {
      await pool.query(`UPDATE workers SET lease_until = clock_timestamp() - interval '1 second'`);
    },
    rescue: () => rescueOnce(ports, runtime.attempts, 0),
    async stateOf(executionId) {
      const { rows } = await pool.query<{ state: string }>('SELECT state FROM executions WHERE id = $1', [
        executionId,
      ]);
      return rows[0]?.state;
    },
    async eventKinds(executionId) {
      const { rows } = await pool.query<{ seq: number; kind: string; last: number }>(
        'SELECT v.seq, v.kind, e.seq AS last FROM events v JOIN executions e ON e.id = v.execution_id WHERE e.id = $1 ORDER BY v.seq',
        [executionId],
      );
      if (rows.some(({ seq, last }, index) => seq !== index + 1 || last !== rows.length))
        throw new Error(`the events are not gapless: ${JSON.stringify(rows)}`);
      return rows.map(({ kind }) => kind);
    },
    async count(table) {
      const { rows } = await pool.query<{ count: string }>(`SELECT count(*) FROM ${table}`);
      return Number(rows[0]?.count);
    },
    async close() {
      await queue.close();
      await bus.close();
      await database.close();
      await own.drop();
    },
  };
  return world;
}

/** Lines of a held attempt, the first of which has this number. */
export function linesOf(held: Held, lines: readonly LogLine[], firstLine = 1) {
  const { attempt, taskRun } = taskRunOf(held);
  return {
    attemptId: attempt.id,
    taskRunId: taskRun.id,
    taskId: taskRun.taskId,
    attempt: attempt.number,
    firstLine,
    lines,
  };
}

/** A flow of Return tasks in the namespace `test`. */
export function returns(id: string, taskIds: readonly string[], more = ''): string {
  const tasks = taskIds.map(
    (taskId) => `  - id: ${taskId}\n    type: io.kestra.plugin.core.debug.Return\n    format: ${taskId}\n`,
  );
  return `id: ${id}\nnamespace: test\n${more}tasks:\n${tasks.join('')}`;
}
