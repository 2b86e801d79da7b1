import type { Ports } from '@headrace/runtime';
import { type ChainLoad, runChains } from './chain';

/**
 * The lower floor: what any engine pays that remembers what it has done and lets another process do the next task. For each task one
 * queue hop and one commit, which changes one row of a table that has nothing else. There are no attempts that could be given to
 * somebody else, no events, no log lines, and no history.
 */
const TABLE = `CREATE TABLE IF NOT EXISTS bench_chains (
  id varchar(22) PRIMARY KEY, state text NOT NULL, task int NOT NULL, changed_at timestamptz NOT NULL) WITH (fillfactor = 70)`;

const ADVANCE = `UPDATE bench_chains SET task = task + 1, changed_at = clock_timestamp(),
  state = CASE WHEN $2 THEN 'SUCCESS' ELSE state END WHERE id = $1`;

interface Step {
  readonly chainId: string;
  readonly hint: string;
  readonly left: number;
}

/** Runs chains of tasks with one row, one commit and one queue hop a task. Answers the milliseconds of each round. */
export async function runRowFloor(ports: Ports, load: ChainLoad): Promise<number[]> {
  const {
    newId,
    database: { pool },
  } = ports;
  await pool.query(TABLE);
  return runChains<Step>(ports, load, {
    async seed(left) {
      const chainId = newId();
      await pool.query({
        name: 'row_floor_seed',
        text: `INSERT INTO bench_chains (id, state, task, changed_at) VALUES ($1, 'RUNNING', 0, now())`,
        values: [chainId],
      });
      return { chainId, hint: newId(), left };
    },
    hintOf: ({ hint }) => hint,
    async run({ chainId, left }) {
      await pool.query({ name: 'row_floor', text: ADVANCE, values: [chainId, left === 1] });
      return left > 1 ? { chainId, hint: newId(), left: left - 1 } : null;
    },
  });
}
