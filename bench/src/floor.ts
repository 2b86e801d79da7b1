import type { Ports } from '@headrace/runtime';
import { type ChainLoad, runChains } from './chain';
import { FLOOR_TABLES } from './floor-tables';

/**
 * The floor: for each task run one queue hop and two commits that touch the rows which Headrace had at first (claim: execution,
 * attempt, task run, one event; finish-and-next: execution, attempt, task run, scope, log head, one log line, three events, and the
 * next task run with its attempt). Each commit is one statement and one round trip. There is no engine, no document, no guard, no
 * expression, no bus, no batching and no creation of executions: those rows are there beforehand.
 *
 * The tables are its own (`floor-tables.ts`): a measure that changed with what it measures would not tell what a change has brought.
 */
const CLAIM = `WITH e AS (UPDATE floor.executions SET seq = seq + 1 WHERE id = $1 RETURNING seq),
  a AS (UPDATE floor.attempts SET state = 'RUNNING', worker_id = 'floor', lease = $2, lease_until = clock_timestamp() + interval '10 s',
    started_at = now() WHERE id = $2),
  t AS (UPDATE floor.task_runs SET state = 'RUNNING', started_at = now(), history = history || '{"state":"RUNNING","at":"2026-01-01T00:00:00.000Z"}'
    WHERE id = $3)
  INSERT INTO floor.events (execution_id, seq, at, kind, task_run_id, task_id, task_run_state, attempt, detail)
    SELECT $1, seq, now(), 'attemptStarted', $3, 't', 'RUNNING', 1, '{"workerId":"floor"}' FROM e`;

const FINISH = `WITH e AS (UPDATE floor.executions SET seq = seq + 3, version = version + 1,
    state = CASE WHEN $4::varchar IS NULL THEN 'SUCCESS' ELSE state END, ended_at = CASE WHEN $4::varchar IS NULL THEN now() END,
    changed_xid = CASE WHEN $4::varchar IS NULL THEN pg_current_xact_id()::text::bigint ELSE changed_xid END,
    history = CASE WHEN $4::varchar IS NULL THEN history || '{"state":"SUCCESS","at":"2026-01-01T00:00:00.000Z"}' ELSE history END
    WHERE id = $1 RETURNING seq),
  a AS (UPDATE floor.attempts SET state = 'SUCCEEDED', ended_at = now(), log_lines = 1 WHERE id = $2),
  t AS (UPDATE floor.task_runs SET state = 'SUCCESS', ended_at = now(), outputs = '{}',
    history = history || '{"state":"SUCCESS","at":"2026-01-01T00:00:00.000Z"}' WHERE id = $3),
  s AS (UPDATE floor.scopes SET cursor = cursor + 1 WHERE execution_id = $1 AND id = $1),
  h AS (UPDATE floor.log_heads SET position = position + 1 WHERE execution_id = $1 RETURNING position),
  l AS (INSERT INTO floor.log_lines (execution_id, position, task_run_id, task_id, attempt, line, at, level, message)
    SELECT $1, position, $3, 't', 1, 1, now(), 2, 'hello' FROM h),
  nt AS (INSERT INTO floor.task_runs (id, execution_id, scope_id, task_id, state, history, created_at)
    SELECT $4, $1, $1, 't', 'CREATED', '[{"state":"CREATED","at":"2026-01-01T00:00:00.000Z"}]', now() WHERE $4::varchar IS NOT NULL
    RETURNING id),
  na AS (INSERT INTO floor.attempts (id, execution_id, task_run_id, number, state, due_at, created_at)
    SELECT $5, $1, nt.id, 1, 'READY', now(), now() FROM nt)
  INSERT INTO floor.events (execution_id, seq, at, kind, task_run_id, task_id, task_run_state, attempt)
    SELECT $1, e.seq - 3 + v.n, now(), v.kind, $3, 't', 'SUCCESS', 1
    FROM e, (VALUES (1, 'attemptSucceeded'), (2, 'taskRunEnded'), (3, 'executionEnded')) AS v(n, kind)`;

interface Step {
  readonly executionId: string;
  readonly attemptId: string;
  readonly taskRunId: string;
  readonly left: number;
}

/** Runs chains of task runs. Answers the milliseconds of each round. */
export async function runFloor(ports: Ports, load: ChainLoad): Promise<number[]> {
  const { pool } = ports.database;
  await pool.query(FLOOR_TABLES);
  return runChains<Step>(ports, load, {
    seed: (tasks) => seed(ports, tasks),
    hintOf: ({ attemptId }) => attemptId,
    async run({ executionId, attemptId, taskRunId, left }) {
      await pool.query({ name: 'floor_claim', text: CLAIM, values: [executionId, attemptId, taskRunId] });
      const next =
        left > 1 ? { executionId, attemptId: ports.newId(), taskRunId: ports.newId(), left: left - 1 } : null;
      await pool.query({
        name: 'floor_finish',
        text: FINISH,
        values: [executionId, attemptId, taskRunId, next?.taskRunId ?? null, next?.attemptId ?? null],
      });
      return next;
    },
  });
}

async function seed({ database: { pool }, newId }: Ports, left: number): Promise<Step> {
  const step = { executionId: newId(), taskRunId: newId(), attemptId: newId(), left };
  await pool.query({
    name: 'floor_seed',
    text: `WITH e AS (INSERT INTO floor.executions (id, namespace, flow_id, flow_revision, state, history, seq, original_id, created_at, changed_xid)
          VALUES ($1, 'bench', 'one', 1, 'RUNNING', '[]', 0, $1, now(), 0) RETURNING id),
        h AS (INSERT INTO floor.log_heads (execution_id) VALUES ($1)),
        s AS (INSERT INTO floor.scopes (execution_id, id) SELECT id, id FROM e),
        t AS (INSERT INTO floor.task_runs (id, execution_id, scope_id, task_id, state, history, created_at)
          SELECT $2, id, id, 't', 'CREATED', '[]', now() FROM e RETURNING id)
        INSERT INTO floor.attempts (id, execution_id, task_run_id, number, state, due_at, created_at)
          SELECT $3, $1, id, 1, 'READY', now(), now() FROM t`,
    values: [step.executionId, step.taskRunId, step.attemptId],
  });
  return step;
}
