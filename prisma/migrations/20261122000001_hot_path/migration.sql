-- The hot verbs of packages/db: one round trip and one commit each. Every guard stands inside its verb.
-- Lock order everywhere: execution, then attempt, then task run and scope, then log head. Batches come sorted by execution id in
-- the order of bytes, which is what the callers sort by too, whatever the collation of the database.

-- What the loops look for. Partial, because almost all attempts are settled.
CREATE INDEX attempts_pending ON attempts (due_at) WHERE state IN ('READY', 'WAITING');
CREATE INDEX attempts_leased ON attempts (lease_until) WHERE state = 'RUNNING';

-- Room on each page for the next version of its rows, so that an update need not touch the indexes.
ALTER TABLE executions SET (fillfactor = 70);
ALTER TABLE task_runs SET (fillfactor = 70);
ALTER TABLE scopes SET (fillfactor = 70);
ALTER TABLE log_heads SET (fillfactor = 50);

-- The rows around one attempt, as the engine wants them (packages/engine Snapshot) plus what a worker needs to run it.
CREATE FUNCTION headrace_snapshot(wanted_attempt varchar) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'execution', jsonb_build_object(
      'id', e.id, 'namespace', e.namespace, 'flowId', e.flow_id, 'flowRevision', e.flow_revision, 'state', e.state,
      'version', e.version, 'inputs', e.inputs, 'labels', e.labels, 'trigger', e.trigger, 'originalId', e.original_id,
      'createdAt', e.created_at),
    'scopes', (SELECT jsonb_agg(jsonb_build_object(
        'id', s.id, 'cursor', s.cursor, 'running', s.running, 'worst', s.worst, 'ended', s.ended))
      FROM scopes s WHERE s.execution_id = e.id AND s.id IN (e.id, t.scope_id)),
    'taskRun', jsonb_build_object(
      'id', t.id, 'taskId', t.task_id, 'scopeId', t.scope_id, 'parentTaskRunId', t.parent_task_run_id, 'value', t.value,
      'state', t.state, 'startedAt', t.started_at, 'lostAttempts', t.lost_attempts),
    'attempt', jsonb_build_object(
      'id', a.id, 'number', a.number, 'state', a.state, 'dueAt', a.due_at, 'startedAt', a.started_at))
  FROM attempts a JOIN task_runs t ON t.id = a.task_run_id JOIN executions e ON e.id = a.execution_id
  WHERE a.id = wanted_attempt
$$;

-- Gives READY attempts to a worker: a lease on each, RUNNING, and the event attemptStarted. `claims` is
-- [{ attemptId, lease }] in the order in which to lock. Answers a snapshot for each claimed one; taken ones are left out.
CREATE FUNCTION headrace_claim(claims jsonb, worker text, lease_ms int, claimed_at timestamptz) RETURNS SETOF jsonb LANGUAGE plpgsql AS $$
DECLARE
  claim record;
  candidate record;
  event_seq int;
  given_until timestamptz;
  -- Not before the attempt was made, by another process with its own idea of the database's time.
  at timestamptz;
BEGIN
  FOR claim IN
    SELECT c.attempt_id, c.lease, a.execution_id, a.task_run_id, a.number, a.created_at
    FROM jsonb_to_recordset(claims) AS c(attempt_id varchar, lease varchar)
    JOIN attempts a ON a.id = c.attempt_id AND a.state = 'READY'
    ORDER BY a.execution_id COLLATE "C", a.id COLLATE "C"
  LOOP
    UPDATE executions SET seq = seq + 1 WHERE id = claim.execution_id RETURNING seq INTO event_seq;
    at := greatest(claimed_at, claim.created_at);
    given_until := clock_timestamp() + lease_ms * interval '1 millisecond';
    UPDATE attempts SET state = 'RUNNING', worker_id = worker, lease = claim.lease, lease_until = given_until, started_at = at
      WHERE id = claim.attempt_id AND state = 'READY';
    IF NOT FOUND THEN
      -- Another worker was between our look and our lock: give the number back, no event has it.
      UPDATE executions SET seq = seq - 1 WHERE id = claim.execution_id;
      CONTINUE;
    END IF;
    UPDATE task_runs SET state = 'RUNNING', started_at = coalesce(started_at, at),
        history = history || jsonb_build_object('state', 'RUNNING', 'at', to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
      WHERE id = claim.task_run_id RETURNING task_id INTO candidate;
    INSERT INTO events (execution_id, seq, at, kind, task_run_id, task_id, task_run_state, attempt, detail)
      VALUES (claim.execution_id, event_seq, at, 'attemptStarted', claim.task_run_id, candidate.task_id, 'RUNNING',
        claim.number, jsonb_build_object('workerId', worker));
    RETURN NEXT headrace_snapshot(claim.attempt_id) || jsonb_build_object('lease', claim.lease, 'seq', event_seq);
  END LOOP;
END $$;

-- Appends lines of an attempt behind those stored already. Answers the position of the last line.
-- The caller has checked the fence, and holds the attempt's row.
CREATE FUNCTION headrace_store_lines(of_execution varchar, of_task_run varchar, of_task varchar, of_attempt int, first_line int,
    lines jsonb) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  last_position int;
  line_count int := jsonb_array_length(lines);
BEGIN
  UPDATE log_heads SET position = position + line_count WHERE execution_id = of_execution RETURNING position INTO last_position;
  INSERT INTO log_lines (execution_id, position, task_run_id, task_id, attempt, line, at, level, message)
    SELECT of_execution, last_position - line_count + l.n::int, of_task_run, of_task, of_attempt, first_line - 1 + l.n::int,
      (l.line->>0)::timestamptz, (l.line->>1)::smallint, l.line->>2
    FROM jsonb_array_elements(lines) WITH ORDINALITY AS l(line, n);
  RETURN last_position;
END $$;

-- Appends log lines [[at, level, message], ...] that begin with number `first_line` of the attempt. Only the holder of the lease
-- may write. Lines that are stored already (a repeat after a lost answer) are skipped. Answers the last position of the
-- execution's log, or null when the lease is not held any more.
CREATE FUNCTION headrace_append_log(to_attempt varchar, held_lease varchar, first_line int, lines jsonb) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  attempt record;
  fresh jsonb := lines;
  of_task varchar;
BEGIN
  SELECT a.execution_id, a.task_run_id, a.number, a.log_lines INTO attempt
    FROM attempts a WHERE a.id = to_attempt AND a.lease = held_lease AND a.state = 'RUNNING' FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF first_line > attempt.log_lines + 1 THEN
    RAISE EXCEPTION 'line % of attempt % comes after line %', first_line, to_attempt, attempt.log_lines;
  END IF;
  IF first_line <= attempt.log_lines THEN
    SELECT coalesce(jsonb_agg(l.line ORDER BY l.n), '[]') INTO fresh
      FROM jsonb_array_elements(lines) WITH ORDINALITY AS l(line, n) WHERE first_line - 1 + l.n > attempt.log_lines;
  END IF;
  IF jsonb_array_length(fresh) = 0 THEN
    RETURN (SELECT position FROM log_heads WHERE execution_id = attempt.execution_id);
  END IF;
  SELECT task_id INTO of_task FROM task_runs WHERE id = attempt.task_run_id;
  UPDATE attempts SET log_lines = log_lines + jsonb_array_length(fresh) WHERE id = to_attempt;
  RETURN headrace_store_lines(attempt.execution_id, attempt.task_run_id, of_task, attempt.number, attempt.log_lines + 1, fresh);
END $$;

-- Writes one decision. `c` is packages/db Commit as JSON. Answers { outcome, seq, position }:
--   committed        all of it is stored
--   stale            the execution was decided upon in the meantime: load it again and decide again
--   alreadySettled   the attempt is not held under that lease (or not in the state that the decision started from)
CREATE FUNCTION headrace_commit(c jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  of_execution varchar := c->>'executionId';
  event_count int := jsonb_array_length(c->'events');
  change jsonb := c->'execution';
  fence jsonb := c->'fence';
  held record;
  last_seq int;
  last_position int;
BEGIN
  IF c ? 'newExecution' THEN
    INSERT INTO executions (id, namespace, flow_id, flow_revision, state, history, seq, version, inputs, labels, trigger,
        original_id, created_at, started_at, ended_at, changed_xid)
      SELECT of_execution, n.namespace, n."flowId", n."flowRevision", change->>'state', change->'history', event_count, 1,
        n.inputs, n.labels, n.trigger, n."originalId", n."createdAt", (change->>'startedAt')::timestamptz,
        (change->>'endedAt')::timestamptz, pg_current_xact_id()::text::bigint
      FROM jsonb_to_record(c->'newExecution') AS n(namespace text, "flowId" text, "flowRevision" int, inputs jsonb, labels jsonb,
        trigger jsonb, "originalId" varchar, "createdAt" timestamptz);
    INSERT INTO log_heads (execution_id) VALUES (of_execution);
    last_seq := event_count;
  ELSE
    -- A look without a lock first: most refusals end here, and nothing has to be undone.
    SELECT a.task_run_id, a.number, a.log_lines INTO held FROM attempts a
      WHERE a.id = fence->>'attemptId' AND a.state = fence->>'state' AND a.lease IS NOT DISTINCT FROM fence->>'lease'
        AND (NOT (fence->>'isExpired')::boolean OR a.lease_until < clock_timestamp());
    IF NOT FOUND THEN RETURN jsonb_build_object('outcome', 'alreadySettled'); END IF;
    UPDATE executions SET seq = seq + event_count, version = version + 1,
        state = coalesce(change->>'state', state),
        history = CASE WHEN change IS NULL THEN history ELSE history || (change->'history') END,
        ended_at = coalesce((change->>'endedAt')::timestamptz, ended_at),
        changed_xid = CASE WHEN change IS NULL THEN changed_xid ELSE pg_current_xact_id()::text::bigint END
      WHERE id = of_execution AND version = (c->>'version')::int RETURNING seq INTO last_seq;
    IF NOT FOUND THEN RETURN jsonb_build_object('outcome', 'stale'); END IF;
    UPDATE attempts a SET state = c->'attempt'->>'state', error = c->'attempt'->>'error',
        ended_at = (c->'attempt'->>'endedAt')::timestamptz, log_lines = log_lines + coalesce(jsonb_array_length(c->'lines'), 0)
      WHERE a.id = fence->>'attemptId' AND a.state = fence->>'state' AND a.lease IS NOT DISTINCT FROM fence->>'lease'
        AND (NOT (fence->>'isExpired')::boolean OR a.lease_until < clock_timestamp())
      RETURNING a.task_run_id, a.number, a.log_lines - coalesce(jsonb_array_length(c->'lines'), 0) AS log_lines INTO held;
    -- The lease changed hands between the look and the lock. The caller tries again and is then refused by the look.
    IF NOT FOUND THEN RAISE EXCEPTION 'attempt % changed hands', fence->>'attemptId' USING ERRCODE = '40001'; END IF;
    IF c ? 'lines' THEN
      last_position := headrace_store_lines(of_execution, held.task_run_id,
        (SELECT task_id FROM task_runs WHERE id = held.task_run_id), held.number, held.log_lines + 1, c->'lines');
    END IF;
    IF jsonb_array_length(c->'taskRuns') > 0 THEN
      UPDATE task_runs t SET state = u.state, history = t.history || u.history, outputs = coalesce(u.outputs, t.outputs),
          lost_attempts = coalesce(u."lostAttempts", t.lost_attempts), ended_at = coalesce(u."endedAt", t.ended_at)
        FROM jsonb_to_recordset(c->'taskRuns') AS u(id varchar, state text, history jsonb, outputs jsonb, "lostAttempts" int,
          "endedAt" timestamptz)
        WHERE t.id = u.id;
    END IF;
  END IF;
  INSERT INTO scopes (execution_id, id, cursor, running, worst, ended)
    SELECT of_execution, s.id, s.cursor, s.running, s.worst, s.ended
    FROM jsonb_to_recordset(c->'scopes') AS s(id varchar, cursor int, running int, worst text, ended boolean)
    ON CONFLICT (execution_id, id) DO UPDATE SET cursor = excluded.cursor, running = excluded.running, worst = excluded.worst,
      ended = excluded.ended;
  -- Statements that would write nothing cost as much as small ones that do.
  IF jsonb_array_length(c->'newTaskRuns') > 0 THEN
    INSERT INTO task_runs (id, execution_id, scope_id, parent_task_run_id, task_id, value, state, history, created_at)
      SELECT n.id, of_execution, n."scopeId", n."parentTaskRunId", n."taskId", n.value, 'CREATED',
        jsonb_build_array(jsonb_build_object('state', 'CREATED', 'at', n."createdAt")), n."createdAt"::timestamptz
      FROM jsonb_to_recordset(c->'newTaskRuns') AS n(id varchar, "scopeId" varchar, "parentTaskRunId" varchar, "taskId" text,
        value text, "createdAt" text);
  END IF;
  IF jsonb_array_length(c->'newAttempts') > 0 THEN
    INSERT INTO attempts (id, execution_id, task_run_id, number, state, due_at, created_at)
      SELECT n.id, of_execution, n."taskRunId", n.number, n.state, n."dueAt", (c->>'at')::timestamptz
      FROM jsonb_to_recordset(c->'newAttempts') AS n(id varchar, "taskRunId" varchar, number int, state text, "dueAt" timestamptz);
  END IF;
  INSERT INTO events (execution_id, seq, at, kind, execution_state, task_run_id, task_id, task_run_state, attempt, detail)
    SELECT of_execution, last_seq - event_count + v.n::int, (c->>'at')::timestamptz, v.kind, v."executionState", v."taskRunId",
      v."taskId", v."taskRunState", v.attempt, v.detail
    FROM ROWS FROM (jsonb_to_recordset(c->'events') AS (kind text, "executionState" text, "taskRunId" varchar, "taskId" text,
      "taskRunState" text, attempt int, detail jsonb)) WITH ORDINALITY
      AS v(kind, "executionState", "taskRunId", "taskId", "taskRunState", attempt, detail, n);
  RETURN jsonb_build_object('outcome', 'committed', 'seq', last_seq, 'position', last_position);
END $$;
