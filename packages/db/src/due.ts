import type pg from 'pg';

/** How long a READY attempt may wait before its id is put on the queue again, and how long between repeats. */
export interface RedispatchAges {
  readonly firstMs: number;
  readonly repeatMs: number;
}

/**
 * READY attempts whose hint seems lost, oldest first, and marks them as dispatched now. Several processes may ask at once:
 * each row goes to one of them.
 */
export async function takeForRedispatch(
  pool: pg.Pool,
  { firstMs, repeatMs }: RedispatchAges,
  limit: number,
): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>({
    name: 'headrace_redispatch',
    text: `UPDATE attempts SET dispatched_at = clock_timestamp() WHERE id IN (
        SELECT id FROM attempts WHERE state = 'READY'
          AND due_at < clock_timestamp() - $1 * interval '1 millisecond'
          AND (dispatched_at IS NULL OR dispatched_at < clock_timestamp() - $2 * interval '1 millisecond')
        ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED)
      RETURNING id`,
    values: [firstMs, repeatMs, limit],
  });
  return rows.map(({ id }) => id);
}

/** Attempts whose retry time has come, oldest first. */
export async function findDueRetries(pool: pg.Pool, limit: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>({
    name: 'headrace_due_retries',
    text: `SELECT id FROM attempts WHERE state = 'WAITING' AND due_at <= clock_timestamp() ORDER BY due_at LIMIT $1`,
    values: [limit],
  });
  return rows.map(({ id }) => id);
}

export interface ExpiredLease {
  readonly attemptId: string;
  readonly lease: string;
  readonly workerId: string;
}

/** Attempts whose lease has run out, by the database's clock. */
export async function findExpiredLeases(pool: pg.Pool, limit: number): Promise<ExpiredLease[]> {
  const { rows } = await pool.query<ExpiredLease>({
    name: 'headrace_expired_leases',
    text: `SELECT id AS "attemptId", lease, worker_id AS "workerId" FROM attempts
      WHERE state = 'RUNNING' AND lease_until < clock_timestamp() ORDER BY lease_until LIMIT $1`,
    values: [limit],
  });
  return rows;
}
