import { databaseFunction } from './functions';
import { attemptJson, executionJson, factsJson, taskRunJson } from './row-json';

/** What an execution was started with travels with a claim up to this size; asking for more costs a round trip of its own. */
const SMALL_FACTS_BYTES = 4_000;

/** A claim that is delivered later than this after it was asked for is refused: its worker may have given it up. */
const LATEST_CLAIM_MS = 3_000;

/** SQLSTATE of such a refusal, of a class of our own. Who hears it asks again, with the right time. */
export const CLAIM_CAME_LATE = 'HR001';

/**
 * Gives READY attempts to a worker. Three steps with fixed lock order: the attempts (those that somebody else holds at the moment are
 * left out), the executions in the order of their ids, the rest. Answers one object an attempt.
 */
export const CLAIM = databaseFunction(
  'claim',
  `CREATE OR REPLACE FUNCTION $NAME(worker text, claim varchar, wanted varchar[], most int, claimed_at timestamptz, repeated boolean,
      asked_at timestamptz)
    RETURNS SETOF jsonb LANGUAGE plpgsql AS $$
DECLARE
  picked varchar[];
  of_executions varchar[];
BEGIN
  -- What was sent before a silence of the network is delivered after it, when nobody waits for the answer any more.
  IF clock_timestamp() > asked_at + interval '${LATEST_CLAIM_MS} milliseconds' THEN
    RAISE EXCEPTION 'this claim came late' USING ERRCODE = '${CLAIM_CAME_LATE}';
  END IF;
  -- A worker that was given up may hold nothing any more: nobody would notice its end. It stays marked for longer than a statement
  -- may take, so that what slips through here is found by the next look at what it holds.
  IF NOT EXISTS (SELECT 1 FROM workers w WHERE w.id = worker AND w.lost_at IS NULL) THEN RETURN; END IF;
  IF repeated THEN
    SELECT array_agg(a.id) INTO picked FROM attempts a WHERE a.worker_id = worker AND a.state = 'RUNNING' AND a.claim_id = claim;
  END IF;
  IF picked IS NULL THEN
    IF wanted IS NULL THEN
      SELECT array_agg(p.id), array_agg(p.execution_id) INTO picked, of_executions FROM (
        SELECT a.id, a.execution_id FROM attempts a WHERE a.state = 'READY' AND a.due_at <= clock_timestamp()
          ORDER BY a.id LIMIT most FOR NO KEY UPDATE SKIP LOCKED) p;
    ELSE
      SELECT array_agg(p.id), array_agg(p.execution_id) INTO picked, of_executions FROM (
        SELECT a.id, a.execution_id FROM attempts a
          WHERE a.id = ANY(wanted) AND a.state = 'READY' AND a.due_at <= clock_timestamp()
          LIMIT most FOR NO KEY UPDATE SKIP LOCKED) p;
    END IF;
    IF picked IS NULL THEN RETURN; END IF;
    PERFORM 1 FROM executions e WHERE e.id = ANY(of_executions) ORDER BY e.id FOR NO KEY UPDATE;
    UPDATE executions e SET seq = e.seq + p.count
      FROM (SELECT o.id, count(*)::int AS count FROM unnest(of_executions) AS o(id) GROUP BY o.id) p WHERE e.id = p.id;
    -- Not before the attempt was made, by another process with its own idea of the database's time.
    UPDATE attempts a SET state = 'RUNNING', worker_id = worker, claim_id = claim, started_at = greatest(claimed_at, a.created_at)
      WHERE a.id = ANY(picked);
    UPDATE task_runs t SET state = 'RUNNING', started_at = coalesce(t.started_at, a.started_at), history = t.history ||
        jsonb_build_object('state', 'RUNNING', 'at', to_char(a.started_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
      FROM attempts a WHERE a.id = ANY(picked) AND t.execution_id = a.execution_id AND t.id = a.task_run_id;
    INSERT INTO events (execution_id, seq, at, kind, task_run_id, task_id, task_run_state, attempt, detail)
      SELECT n.execution_id, e.seq - n.count + n.place, n.started_at, 'attemptStarted', n.task_run_id, t.task_id, 'RUNNING',
        n.number, jsonb_build_object('workerId', worker)
      FROM (SELECT a.*, row_number() OVER (PARTITION BY a.execution_id ORDER BY a.id)::int AS place,
          count(*) OVER (PARTITION BY a.execution_id)::int AS count FROM attempts a WHERE a.id = ANY(picked)) n
        JOIN executions e ON e.id = n.execution_id
        JOIN task_runs t ON t.execution_id = n.execution_id AND t.id = n.task_run_id;
  END IF;
  RETURN QUERY SELECT jsonb_build_object(
      'seq', e.seq, 'execution', ${executionJson('e')}, 'attempt', ${attemptJson('a')},
      'taskRuns', (SELECT jsonb_agg(${taskRunJson('t')}) FROM task_runs t
        WHERE t.execution_id = e.id AND (t.id = r.id OR t.id = ANY(r.path))),
      'facts', CASE WHEN coalesce(pg_column_size(e.inputs), 0) + pg_column_size(e.labels)
        + coalesce(pg_column_size(e.trigger), 0) <= ${SMALL_FACTS_BYTES} THEN ${factsJson('e')} END)
    FROM attempts a JOIN executions e ON e.id = a.execution_id
      JOIN task_runs r ON r.execution_id = a.execution_id AND r.id = a.task_run_id
    WHERE a.id = ANY(picked) ORDER BY a.id;
END $$`,
);

/**
 * The last resort: ends an execution FAILED and closes all that is open, whatever its rows say. Locks READY attempts before the
 * execution, as a claim does.
 */
export const FAIL = databaseFunction(
  'fail',
  `CREATE OR REPLACE FUNCTION $NAME(of_execution varchar, why text, failed_at timestamptz) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  failed_text text := to_char(failed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
  last_seq int;
  last_position int;
BEGIN
  PERFORM 1 FROM attempts WHERE execution_id = of_execution AND state = 'READY' ORDER BY id FOR NO KEY UPDATE;
  UPDATE executions SET seq = seq + 1, version = version + 1, last_commit = NULL, state = 'FAILED', retrying = 0,
      history = history || jsonb_build_object('state', 'FAILED', 'at', failed_text), ended_at = greatest(failed_at, created_at), error = why,
      changed_xid = pg_current_xact_id()::text::bigint
    WHERE id = of_execution AND ended_at IS NULL RETURNING seq INTO last_seq;
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE attempts SET state = 'KILLED', ended_at = failed_at, error = why
    WHERE execution_id = of_execution AND state IN ('READY', 'RUNNING');
  UPDATE task_runs SET state = 'KILLED', ended_at = failed_at,
      history = history || jsonb_build_object('state', 'KILLED', 'at', failed_text)
    WHERE execution_id = of_execution AND ended_at IS NULL;
  DELETE FROM signals WHERE execution_id = of_execution;
  INSERT INTO events (execution_id, seq, at, kind, execution_state, detail)
    VALUES (of_execution, last_seq, failed_at, 'executionEnded', 'FAILED', jsonb_build_object('message', why));
  INSERT INTO log_heads AS h (execution_id, position) VALUES (of_execution, 1)
    ON CONFLICT (execution_id) DO UPDATE SET position = h.position + 1 RETURNING position INTO last_position;
  INSERT INTO log_lines (execution_id, position, at, level, message) VALUES (of_execution, last_position, failed_at, 4, why);
  RETURN true;
END $$`,
);

/** Appends lines [[taskRunId, taskId, attempt, line, at, level, message], ...] of an attempt, without those that are stored already. */
export const APPEND = databaseFunction(
  'append',
  `CREATE OR REPLACE FUNCTION $NAME(to_attempt varchar, held_by text, first_line int, lines jsonb) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  attempt record;
  last_position int;
  skipped int;
  fresh int;
BEGIN
  SELECT a.execution_id, a.log_lines INTO attempt FROM attempts a
    WHERE a.id = to_attempt AND a.worker_id = held_by AND a.state = 'RUNNING' FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF first_line > attempt.log_lines + 1 THEN
    RAISE EXCEPTION 'line % of attempt % comes after line %', first_line, to_attempt, attempt.log_lines;
  END IF;
  skipped := attempt.log_lines + 1 - first_line;
  fresh := jsonb_array_length(lines) - skipped;
  IF fresh <= 0 THEN
    RETURN coalesce((SELECT h.position FROM log_heads h WHERE h.execution_id = attempt.execution_id), 0);
  END IF;
  UPDATE attempts SET log_lines = log_lines + fresh WHERE id = to_attempt;
  INSERT INTO log_heads AS h (execution_id, position) VALUES (attempt.execution_id, fresh)
    ON CONFLICT (execution_id) DO UPDATE SET position = h.position + fresh RETURNING position INTO last_position;
  INSERT INTO log_lines (execution_id, position, task_run_id, task_id, attempt, line, at, level, message)
    SELECT attempt.execution_id, last_position - fresh - skipped + l.n::int, l.e->>0, l.e->>1, (l.e->>2)::int, (l.e->>3)::int,
      (l.e->>4)::timestamptz, (l.e->>5)::smallint, l.e->>6
    FROM jsonb_array_elements(lines) WITH ORDINALITY AS l(e, n) WHERE l.n > skipped;
  RETURN last_position;
END $$`,
);
