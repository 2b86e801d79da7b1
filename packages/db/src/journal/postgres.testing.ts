import type { AttemptState, Signal, State } from '@headrace/engine';
import type { JsonValue } from '@headrace/flow';
import type pg from 'pg';
import { LOG_LEVELS } from '../log';
import type { JournalWorld } from './journal.testing';
import { createPostgresJournal, type PostgresJournalOptions } from './postgres';
import { isoText } from './row-json';
import type {
  StoredAttempt,
  StoredEvent,
  StoredExecution,
  StoredLine,
  StoredOutputs,
  StoredRows,
  StoredTaskRun,
  StoredWorker,
} from './stored-rows';

/** An empty store in a migrated database; whatever it held is removed. */
export async function openPostgresWorld(
  pool: pg.Pool,
  options: Pick<PostgresJournalOptions, 'onUnreadable'> = {},
): Promise<JournalWorld> {
  await pool.query(
    'TRUNCATE flows, executions, task_runs, attempts, outputs, signals, workers, events, log_heads, log_lines, idempotency_keys',
  );
  return {
    journal: createPostgresJournal({ pool, ...options }),
    now: () => new Date(),
    rows: () => storedRows(pool),
    async pass(ms) {
      await pool.query(`UPDATE attempts SET due_at = due_at - ${ms} * interval '1 millisecond'`);
      await pool.query(`UPDATE signals SET due_at = due_at - ${ms} * interval '1 millisecond'`);
      await pool.query(`UPDATE workers SET lease_until = lease_until - ${ms} * interval '1 millisecond',
        lost_at = lost_at - ${ms} * interval '1 millisecond'`);
    },
    async saveFlow({ namespace, flowId, revision }) {
      await pool.query(
        `INSERT INTO flows (namespace, id, revision) VALUES ($1, $2, $3)
          ON CONFLICT (namespace, id) DO UPDATE SET revision = $3, disabled = false, deleted = false`,
        [namespace, flowId, revision],
      );
    },
    async dropFlow({ namespace, flowId }) {
      await pool.query('UPDATE flows SET disabled = true WHERE namespace = $1 AND id = $2', [
        namespace,
        flowId,
      ]);
    },
    close: async () => {},
  };
}

/** A column that is NULL where there is nothing: JSON's null in it would be read as the same, and is shown. */
function json(column: string): string {
  return `CASE WHEN jsonb_typeof(${column}) = 'null' THEN '"JSON null"' ELSE ${column} END AS ${column}`;
}

/** All rows, as checkers read them. */
export async function storedRows(pool: pg.Pool): Promise<StoredRows> {
  const select = async <Row extends pg.QueryResultRow>(text: string): Promise<Row[]> =>
    (await pool.query<Row>(text)).rows;
  const signals = await select<{
    executionId: string;
    id: string;
    dueAt: string;
    body: Omit<Signal, 'id' | 'dueAt'>;
  }>(
    `SELECT execution_id AS "executionId", id, body, ${isoText('due_at')} AS "dueAt" FROM signals ORDER BY execution_id, id`,
  );
  const lines = await select<Omit<StoredLine, 'level'> & { level: number }>(
    `SELECT execution_id AS "executionId", position, task_run_id AS "taskRunId", task_id AS "taskId", attempt, line,
      ${isoText('at')} AS at, level, message FROM log_lines ORDER BY execution_id, position`,
  );
  return {
    executions: await select<StoredExecution & { state: State }>(
      `SELECT id, namespace, flow_id AS "flowId", flow_revision AS "flowRevision", original_id AS "originalId",
        ${isoText('created_at')} AS "createdAt", state, version, scope, retrying, ${json('inputs')}, labels, ${json('trigger')}, history, seq,
        last_commit AS "lastCommit", ${isoText('started_at')} AS "startedAt", ${isoText('ended_at')} AS "endedAt", ${json('outputs')}, error
      FROM executions ORDER BY id`,
    ),
    taskRuns: await select<StoredTaskRun>(
      `SELECT execution_id AS "executionId", id, task_id AS "taskId", scope_id AS "scopeId", path, ordinal, value,
        loop_values AS "values", state, history, ${json('scope')}, lost_attempts AS "lostAttempts", ${isoText('created_at')} AS "createdAt",
        ${isoText('started_at')} AS "startedAt", ${isoText('ended_at')} AS "endedAt" FROM task_runs ORDER BY execution_id, id`,
    ),
    attempts: await select<StoredAttempt & { state: AttemptState }>(
      `SELECT id, execution_id AS "executionId", task_run_id AS "taskRunId", number, state, worker_id AS "workerId",
        claim_id AS "claimId", log_lines AS "logLines", refusals, error, ${isoText('due_at')} AS "dueAt",
        ${isoText('created_at')} AS "createdAt", ${isoText('started_at')} AS "startedAt", ${isoText('ended_at')} AS "endedAt"
      FROM attempts ORDER BY id`,
    ),
    outputs: await select<StoredOutputs & { outputs: Record<string, JsonValue> }>(
      `SELECT execution_id AS "executionId", task_id AS "taskId", task_run_id AS "taskRunId", attempt, loop_values AS "values",
        outputs FROM outputs ORDER BY execution_id, task_id COLLATE "C", task_run_id, attempt`,
    ),
    signals: signals.map(({ executionId, id, dueAt, body }) => ({
      executionId,
      signal: { ...body, id, dueAt },
    })),
    events: await select<StoredEvent>(
      `SELECT execution_id AS "executionId", seq, ${isoText('at')} AS at, kind, execution_state AS "executionState",
        task_run_id AS "taskRunId", task_id AS "taskId", task_run_state AS "taskRunState", attempt, ${json('detail')}
      FROM events ORDER BY execution_id, seq`,
    ),
    lines: lines.map(({ level, ...line }) => ({ ...line, level: LOG_LEVELS[level] ?? 'ERROR' })),
    workers: await select<StoredWorker>(
      `SELECT id, ${isoText('started_at')} AS "startedAt", ${isoText('lease_until')} AS "leaseUntil",
        ${isoText('lost_at')} AS "lostAt" FROM workers ORDER BY id COLLATE "C"`,
    ),
  };
}
