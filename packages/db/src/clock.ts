import type pg from 'pg';

/**
 * The database's clock, as far as this process knows it: all times that are stored come from one clock, however the clocks of
 * the machines differ.
 */
export interface Clock {
  now(): Date;
  /** Asks the database again. */
  synchronize(): Promise<void>;
}

export function databaseClock(pool: pg.Pool): Clock {
  let offsetMs = 0;
  return {
    now: () => new Date(Date.now() + offsetMs),
    synchronize: async () => {
      const sentMs = Date.now();
      const { rows } = await pool.query<{ now_ms: number }>(
        'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now_ms',
      );
      const receivedMs = Date.now();
      const nowMs = rows[0]?.now_ms;
      if (nowMs !== undefined) offsetMs = Math.round(nowMs - (sentMs + receivedMs) / 2);
    },
  };
}
