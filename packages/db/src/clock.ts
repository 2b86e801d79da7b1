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

/** One question for the time: when it was sent and answered by our clock, and what was answered; milliseconds since the epoch. */
export interface ClockSample {
  readonly sentMs: number;
  readonly receivedMs: number;
  readonly databaseMs: number;
}

const SAMPLES = 5;

/**
 * How far the database's clock is ahead of ours. The quickest answer says it best. If our own clock fits between question and
 * answer there is nothing to see: on one machine the answer is exactly zero, however busy it is, so that two processes there agree.
 */
export function offsetOf(samples: readonly ClockSample[]): number {
  const [best] = [...samples].sort((a, b) => a.receivedMs - a.sentMs - (b.receivedMs - b.sentMs));
  if (!best) return 0;
  const { sentMs, receivedMs, databaseMs } = best;
  if (databaseMs >= sentMs - 1 && databaseMs <= receivedMs + 1) return 0;
  return Math.round(databaseMs - (sentMs + receivedMs) / 2);
}

export function databaseClock(pool: pg.Pool): Clock {
  let offsetMs = 0;
  return {
    now: () => new Date(Date.now() + offsetMs),
    synchronize: async () => {
      const samples: ClockSample[] = [];
      for (let n = 0; n < SAMPLES; n += 1) {
        const sentMs = Date.now();
        const { rows } = await pool.query<{ now_ms: number }>(
          'SELECT (extract(epoch FROM clock_timestamp()) * 1000)::float8 AS now_ms',
        );
        const databaseMs = rows[0]?.now_ms;
        if (databaseMs !== undefined) samples.push({ sentMs, receivedMs: Date.now(), databaseMs });
      }
      offsetMs = offsetOf(samples);
    },
  };
}
