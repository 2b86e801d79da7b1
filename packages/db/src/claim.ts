import { z } from 'zod';
import type { AttemptSnapshot } from './snapshot';
import { parseSnapshot } from './snapshot';
import type pg from 'pg';

/** An attempt that this worker holds now. */
export interface ClaimedAttempt extends AttemptSnapshot {
  /** Fencing token: nobody else may write for the attempt while it is valid. */
  readonly lease: string;
  /** Number of the event `attemptStarted`. */
  readonly seq: number;
}

export interface Claim {
  readonly attemptId: string;
  /** New and unique. */
  readonly lease: string;
}

export interface ClaimOptions {
  readonly workerId: string;
  readonly leaseMs: number;
  /** Recorded as the start of the attempts. */
  readonly at: Date;
}

const leased = z.object({ lease: z.string(), seq: z.int() });

/**
 * Claims those of the attempts that are READY, in one commit: RUNNING, a lease, the event attemptStarted.
 * The answer is in the order of the claims; null = not to be had (taken, settled, waiting for its retry, or unknown).
 */
export async function claimAttempts(
  pool: pg.Pool,
  claims: readonly Claim[],
  { workerId, leaseMs, at }: ClaimOptions,
): Promise<(ClaimedAttempt | null)[]> {
  const rows = claims.map(({ attemptId, lease }) => ({ attempt_id: attemptId, lease }));
  const result = await pool.query<{ snapshot: unknown }>({
    name: 'headrace_claim',
    text: 'SELECT headrace_claim($1::jsonb, $2, $3, $4) AS snapshot',
    values: [JSON.stringify(rows), workerId, leaseMs, at],
  });
  const claimed = new Map(
    result.rows.map(({ snapshot }) => {
      const attempt = { ...parseSnapshot(snapshot), ...leased.parse(snapshot) };
      return [attempt.lease, attempt];
    }),
  );
  return claims.map(({ lease }) => claimed.get(lease) ?? null);
}

/** The rows around an attempt as they are now; null = unknown attempt. */
export async function loadSnapshot(pool: pg.Pool, attemptId: string): Promise<AttemptSnapshot | null> {
  const { rows } = await pool.query<{ snapshot: unknown }>({
    name: 'headrace_snapshot',
    text: 'SELECT headrace_snapshot($1) AS snapshot',
    values: [attemptId],
  });
  const snapshot = rows[0]?.snapshot;
  return snapshot ? parseSnapshot(snapshot) : null;
}

/** The rows around the newest attempt of a task run; null = there is no such task run in that execution. */
export async function loadSnapshotOfTaskRun(
  pool: pg.Pool,
  executionId: string,
  taskRunId: string,
): Promise<AttemptSnapshot | null> {
  const { rows } = await pool.query<{ snapshot: unknown }>(
    `SELECT headrace_snapshot(id) AS snapshot FROM attempts
      WHERE task_run_id = $2 AND execution_id = $1 ORDER BY number DESC LIMIT 1`,
    [executionId, taskRunId],
  );
  const snapshot = rows[0]?.snapshot;
  return snapshot ? parseSnapshot(snapshot) : null;
}

/** Renews leases by the database's clock. Answers the attempts still held; the others were given up for lost. */
export async function renewLeases(
  pool: pg.Pool,
  held: readonly Claim[],
  leaseMs: number,
): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ id: string }>({
    name: 'headrace_renew',
    // Locked in the order of the batches of commits and claims, or the two would wait for each other in a circle.
    text: `WITH held AS (
        SELECT a.id FROM attempts a JOIN unnest($1::varchar[], $2::varchar[]) AS h(id, lease) ON a.id = h.id AND a.lease = h.lease
        WHERE a.state = 'RUNNING' ORDER BY a.execution_id COLLATE "C", a.id COLLATE "C" FOR NO KEY UPDATE OF a)
      UPDATE attempts a SET lease_until = clock_timestamp() + $3 * interval '1 millisecond' FROM held
      WHERE a.id = held.id RETURNING a.id`,
    values: [held.map(({ attemptId }) => attemptId), held.map(({ lease }) => lease), leaseMs],
  });
  return new Set(rows.map(({ id }) => id));
}
