-- Executions say how they ended: the outputs of their flow, or in one sentence why there are none; and they have log lines that
-- belong to none of their attempts.
ALTER TABLE log_lines ALTER COLUMN task_run_id DROP NOT NULL, ALTER COLUMN task_id DROP NOT NULL,
  ALTER COLUMN attempt DROP NOT NULL, ALTER COLUMN line DROP NOT NULL;

-- As before, with outputs, error and `executionLines`.
-- Writes one decision. `c` is packages/db Commit as JSON. Answers { outcome, seq, position }:
--   committed        all of it is stored
--   stale            the execution was decided upon in the meantime: load it again and decide again
--   alreadySettled   the attempt is not held under that lease (or not in the state that the decision started from)
CREATE OR REPLACE FUNCTION headrace_commit(c jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
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
        original_id, created_at, started_at, ended_at, outputs, error, changed_xid)
      SELECT of_execution, n.namespace, n."flowId", n."flowRevision", change->>'state', change->'history', event_count, 1,
        n.inputs, n.labels, n.trigger, n."originalId", n."createdAt", (change->>'startedAt')::timestamptz,
        (change->>'endedAt')::timestamptz, change->'outputs', change->>'error', pg_current_xact_id()::text::bigint
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
        outputs = coalesce(change->'outputs', outputs), error = coalesce(change->>'error', error),
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
  -- Behind the lines of the attempt: what it says follows from them.
  IF jsonb_array_length(c->'executionLines') > 0 THEN
    last_position := headrace_store_lines(of_execution, NULL, NULL, NULL, NULL, c->'executionLines');
  END IF;
  RETURN jsonb_build_object('outcome', 'committed', 'seq', last_seq, 'position', last_position);
END $$;
