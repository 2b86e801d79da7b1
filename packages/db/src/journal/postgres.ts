import { writeJsonb } from '@headrace/json';
import type pg from 'pg';
import { z } from 'zod';
import { APPEND, CLAIM, FAIL } from './claim';
import { asJson, asOutcome, COMMIT_STATEMENT, lineRows } from './commit';
import type { ClaimAnswer, Claimed, Commit, CommitOutcome, DueSignal, Journal } from './journal';
import { attemptJson, executionJson, factsJson, taskRunJson } from './row-json';
import { attemptRow, executionFacts, executionRow, readSignal, snapshotRow, taskRunRow } from './rows';
import { storedMessage } from '../log';

export interface PostgresJournalOptions {
  /** For the hot verbs. */
  readonly pool: pg.Pool;
  /** A row that was stored by somebody else's hand or by another version, and cannot be read. */
  readonly onUnreadable?: (row: {
    readonly what: string;
    readonly id: string;
    readonly error: unknown;
  }) => void;
}

const claimedRow = z.object({
  seq: z.int(),
  execution: executionRow,
  attempt: attemptRow,
  taskRuns: z.array(taskRunRow),
  facts: executionFacts.nullable(),
});

/** Enough of a claimed row to know what is to be given up. */
const claimedIds = z.object({
  execution: z.object({ id: z.string() }),
  attempt: z.object({ id: z.string() }),
});

export function createPostgresJournal({ pool, onUnreadable = () => {} }: PostgresJournalOptions): Journal {
  return {
    async commit(commits) {
      // Sorted, so that two batches cannot lock each other. Two commits of one execution keep their order.
      const order = commits
        .map((commit, index) => ({ commit, index }))
        .sort((a, b) => compareBytes(lockOf(a.commit), lockOf(b.commit)) || a.index - b.index);
      const { rows } = await pool.query<{ answer: unknown }>({
        ...COMMIT_STATEMENT,
        values: [writeJsonb(order.map(({ commit }) => asJson(commit)))],
      });
      const outcomes = new Array<CommitOutcome>(commits.length);
      order.forEach(({ index }, row) => {
        outcomes[index] = asOutcome(rows[row]?.answer);
      });
      return outcomes;
    },

    async claim({ workerId, claimId, attemptIds, limit, at, isRepeated, askedAt }) {
      const { rows } = await pool.query<{ row: unknown }>({
        name: CLAIM.name,
        text: `SELECT ${CLAIM.name}($1, $2, $3::varchar[], $4, $5, $6, $7) AS row`,
        values: [
          workerId,
          claimId,
          attemptIds === 'any' ? null : attemptIds,
          limit,
          at,
          isRepeated,
          askedAt ?? null,
        ],
      });
      return readClaimed(
        rows.map(({ row }) => row),
        onUnreadable,
      );
    },

    async load({ executionId, attemptIds, taskRunIds, signalIds = [] }) {
      const { rows } = await pool.query<{ row: unknown }>({
        name: 'headrace_load',
        text: LOAD,
        values: [executionId, attemptIds, taskRunIds, signalIds],
      });
      const row = rows[0]?.row;
      if (!row) return null;
      const { signals, ...snapshot } = snapshotRow.parse(row);
      return signals.length > 0 ? { ...snapshot, signals } : snapshot;
    },

    async facts(executionId) {
      const { rows } = await pool.query<{ row: unknown }>({
        name: 'headrace_facts',
        text: `SELECT ${factsJson('e')} AS row FROM executions e WHERE e.id = $1`,
        values: [executionId],
      });
      return rows[0] ? executionFacts.parse(rows[0].row) : null;
    },

    async appendLines({ workerId, lines }) {
      const { rows } = await pool.query<{ position: number | null }>({
        name: APPEND.name,
        text: `SELECT ${APPEND.name}($1, $2, $3, $4::jsonb) AS position`,
        values: [lines.attemptId, workerId, lines.firstLine, writeJsonb(lineRows(lines))],
      });
      return rows[0]?.position ?? null;
    },

    async fail(executionId, { message, at }) {
      const { rows } = await pool.query<{ isFailed: boolean }>({
        name: FAIL.name,
        text: `SELECT ${FAIL.name}($1, $2, $3) AS "isFailed"`,
        values: [executionId, storedMessage(message), at],
      });
      return rows[0]?.isFailed ?? false;
    },

    async dueSignals(limit) {
      const { rows } = await pool.query<SignalRow>({
        name: 'headrace_due_signals',
        text: DUE,
        values: [limit],
      });
      const next = rows.find(({ inMs }) => inMs > 0);
      const due: DueSignal[] = [];
      for (const row of rows.filter(({ inMs }) => inMs <= 0)) {
        try {
          due.push({ executionId: row.executionId, signal: readSignal(row) });
        } catch (error) {
          onUnreadable({ what: 'signal', id: row.id, error });
          await pool.query(PUT_OFF, [row.executionId, row.id]);
        }
      }
      return { due, nextInMs: next ? next.inMs : null };
    },

    async registerWorker({ workerId, leaseMs }) {
      await pool.query(
        `INSERT INTO workers (id, started_at, lease_until)
          VALUES ($1, clock_timestamp(), clock_timestamp() + $2 * interval '1 millisecond')
          ON CONFLICT (id) DO NOTHING`,
        [workerId, leaseMs],
      );
    },

    async renewWorker({ workerId, leaseMs }) {
      const { rowCount } = await pool.query({
        name: 'headrace_renew',
        text: RENEW_WORKER,
        values: [workerId, leaseMs],
      });
      return rowCount === 1;
    },

    async retireWorker(workerId) {
      await pool.query('UPDATE workers SET lost_at = coalesce(lost_at, clock_timestamp()) WHERE id = $1', [
        workerId,
      ]);
    },

    async forgetLostWorker(workerId) {
      await pool.query(
        `DELETE FROM workers WHERE id = $1 AND lost_at < clock_timestamp() - interval '1 minute'`,
        [workerId],
      );
    },

    async lostWorkers(leaseMs) {
      const asked = await pool.query<{ at: Date }>('SELECT clock_timestamp() AS at');
      const { rows } = await pool.query<{ id: string }>({
        name: 'headrace_lost_workers',
        text: LOST,
        values: [leaseMs, asked.rows[0]?.at],
      });
      return rows.map(({ id }) => id);
    },

    async heldBy(workerId, limit) {
      const { rows } = await pool.query<{ attemptId: string; executionId: string }>({
        name: 'headrace_held_by',
        text: `SELECT id AS "attemptId", execution_id AS "executionId" FROM attempts
          WHERE worker_id = $1 AND state = 'RUNNING' ORDER BY id LIMIT $2`,
        values: [workerId, limit],
      });
      return rows;
    },
  };
}

/** Renews a worker that was not given up; no row = it was. Also run by the keeper of the lease, on a connection of its own. */
export const RENEW_WORKER = `UPDATE workers SET lease_until = clock_timestamp() + $2 * interval '1 millisecond'
  WHERE id = $1 AND lost_at IS NULL`;

const LOAD = `SELECT jsonb_build_object('execution', ${executionJson('e')},
    'signals', (SELECT coalesce(jsonb_agg(s.id), '[]') FROM signals s
      WHERE s.execution_id = e.id AND s.id = ANY($4::varchar[])),
    'attempts', (SELECT coalesce(jsonb_agg(${attemptJson('a')}), '[]') FROM attempts a
      WHERE a.execution_id = e.id AND a.id = ANY($2::varchar[])),
    'taskRuns', (SELECT coalesce(jsonb_agg(${taskRunJson('t')}), '[]') FROM task_runs t
      WHERE t.execution_id = e.id AND t.id IN (
        SELECT unnest(r.path || r.id) FROM task_runs r WHERE r.execution_id = e.id AND r.id IN (
          SELECT a.task_run_id FROM attempts a WHERE a.id = ANY($2::varchar[])
          UNION ALL SELECT unnest($3::varchar[])))) ) AS row
  FROM executions e WHERE e.id = $1`;

interface SignalRow {
  readonly executionId: string;
  readonly id: string;
  readonly body: unknown;
  readonly dueAt: Date;
  /** Zero or less = it is due. */
  readonly inMs: number;
}

const SIGNAL_COLUMNS = `execution_id AS "executionId", id, body, due_at AS "dueAt",
    ceil(extract(epoch FROM due_at - clock_timestamp()) * 1000)::float8 AS "inMs"`;

/** Those that are due, and the one that is next: however many wait, none of the others is read. */
const DUE = `(SELECT ${SIGNAL_COLUMNS} FROM signals WHERE due_at <= clock_timestamp() ORDER BY due_at LIMIT $1)
  UNION ALL (SELECT ${SIGNAL_COLUMNS} FROM signals WHERE due_at > clock_timestamp() ORDER BY due_at LIMIT 1)`;

const PUT_OFF = `UPDATE signals SET due_at = clock_timestamp() + interval '1 minute' WHERE execution_id = $1 AND id = $2`;

/**
 * A network that was away delivers what was sent meanwhile when it is back, also when nobody waits for it any more: then all leases
 * have run out, and nobody has had the time to renew one. So the statement says when it was asked.
 */
const LOST = `WITH marked AS (
    UPDATE workers SET lost_at = clock_timestamp() WHERE lost_at IS NULL AND lease_until < clock_timestamp()
      AND clock_timestamp() < $2::timestamptz + interval '2 s'
      AND pg_postmaster_start_time() + $1 * interval '1 millisecond' < clock_timestamp() RETURNING id)
  SELECT id FROM marked UNION SELECT id FROM workers WHERE lost_at IS NOT NULL`;

function readClaimed(
  rows: readonly unknown[],
  onUnreadable: NonNullable<PostgresJournalOptions['onUnreadable']>,
): ClaimAnswer {
  const claimed: Claimed[] = [];
  const unreadable: { attemptId: string; executionId: string }[] = [];
  for (const row of rows) {
    const parsed = claimedRow.safeParse(row);
    if (parsed.success) {
      const { execution, attempt, taskRuns, facts, seq } = parsed.data;
      claimed.push({
        attemptId: attempt.id,
        snapshot: { execution, taskRuns, attempts: [attempt] },
        facts,
        seq,
      });
      continue;
    }
    // One row that cannot be read must not strand its neighbours in the same answer.
    const ids = claimedIds.safeParse(row);
    if (!ids.success) continue;
    unreadable.push({ attemptId: ids.data.attempt.id, executionId: ids.data.execution.id });
    onUnreadable({ what: 'attempt', id: ids.data.attempt.id, error: parsed.error });
  }
  return { claimed, unreadable };
}

/** What a commit waits for first: another request with its key, of which new executions alone have one, or its execution. */
function lockOf({ executionId, idempotency }: Commit): string {
  if (!idempotency) return `1 ${executionId}`;
  const { namespace, flowId, key } = idempotency;
  return `0 ${namespace}/${flowId}/${key} ${executionId}`;
}

function compareBytes(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
